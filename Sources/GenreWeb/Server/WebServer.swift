import GenreKit
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// The upload page and its API as a server.
public struct WebServer: Sendable {
  private let configuration: WebConfiguration
  private let uploadClassifier: UploadClassifier
  private let pageRoutes: PageRoutes

  /// Loads the models and the page.
  ///
  /// - Throws: ``GenreError`` if the configuration is out of range or a model cannot be loaded.
  public init(_ configuration: WebConfiguration) throws(GenreError) {
    try self.init(configuration, uploadClassifier: UploadClassifier(configuration))
  }

  /// A server whose uploads are classified by something else, for tests.
  package init(
    _ configuration: WebConfiguration, classify: @escaping UploadClassifier.Classify
  ) throws(GenreError) {
    try self.init(configuration, uploadClassifier: UploadClassifier(configuration, classify: classify))
  }

  private init(
    _ configuration: WebConfiguration, uploadClassifier: UploadClassifier
  ) throws(GenreError) {
    self.configuration = configuration
    self.uploadClassifier = uploadClassifier
    let page = try Page(configuration, catalogue: uploadClassifier.catalogue)
    pageRoutes = try PageRoutes(uploadClassifier: uploadClassifier, page: page)
  }

  /// The application, to run or to test.
  ///
  /// - Parameters:
  ///   - logger: Where the line of each request goes.
  ///   - onListening: Told the port once connections are accepted.
  public func application(
    logger: Logger, onListening: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> some ApplicationProtocol {
    let channel = HTTP1Channel.Configuration(
      additionalChannelHandlers: [
        ConnectionGuard(
          maximumUploadByteCount: configuration.maximumUploadByteCount,
          idleTimeout: TimeAmount(configuration.idleTimeout), logger: logger)
      ],
      // Later than the upload's own idle time, which can still answer.
      idleTimeout: TimeAmount(configuration.idleTimeout + .seconds(2)),
      httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: configuration.maximumHeaderByteCount,
        maxHeaderListSize: configuration.maximumHeaderByteCount, maxHeaderFieldCount: 100))
    return Application(
      router: router(), server: .http1(configuration: channel),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port),
        availableConnectionsDelegate: MaximumAvailableConnections(configuration.maximumConnectionCount)),
      onServerRunning: { onListening($0.localAddress?.port ?? 0) },
      logger: logger)
  }

  /// Serves until the process is told to stop by SIGTERM or SIGINT, then ends what is under way. What has not ended
  /// when nine tenths of ``WebConfiguration/shutdownTimeout`` are over is cancelled. If this has not returned shortly
  /// before the rest is over, it ends the process with status 0 itself.
  ///
  /// After this returns, the caller should end the process by `_exit`: threads of abandoned work may still run, and
  /// would run into what `exit` tears down.
  ///
  /// - Parameters: As for ``application(logger:onListening:)``.
  public func run(logger: Logger, onListening: @escaping @Sendable (Int) -> Void) async throws {
    // The service group's own lines say what a person who stops the server knows.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    var group = ServiceGroupConfiguration(
      services: [
        application(logger: logger, onListening: onListening),
        // The last one is the first to be told to stop.
        LastResort(delay: configuration.shutdownTimeout * 0.98),
      ],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
    group.maximumGracefulShutdownDuration = configuration.shutdownTimeout * 0.9
    try await ServiceGroup(configuration: group).run()
  }

  private func router() -> Router<WebContext> {
    let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
      RequestLogMiddleware(metrics: uploadClassifier.metrics)
      SecurityHeadersMiddleware()
      CrossOriginMiddleware()
      ErrorMiddleware()
    }
    ClassificationRoutes(uploadClassifier: uploadClassifier, page: pageRoutes.page).add(to: router)
    OperationRoutes(uploadClassifier: uploadClassifier).add(to: router)
    pageRoutes.add(to: router)
    return router
  }
}
