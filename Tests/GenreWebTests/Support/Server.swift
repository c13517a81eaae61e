import Foundation
import GenreWeb
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Testing

/// The application under test.
enum Server {
  /// Runs a test against the routes.
  static func test(
    configure: (inout WebConfiguration) -> Void = { _ in }, classify: UploadClassifier.Classify? = nil,
    _ body: @Sendable (RouterClient) async throws -> Void
  ) async throws {
    var configuration = WebConfiguration()
    configuration.port = 0
    configure(&configuration)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let server = try classify.map { try WebServer(configuration, classify: $0) } ?? WebServer(configuration)
    let application = server.application(logger: logger)
    try await body(try await RouterClient(application, logger: logger))
  }
}

extension TestResponse {
  /// The body as text.
  var text: String { String(buffer: body) }

  /// The body as a JSON object.
  var json: [String: Any] {
    get throws {
      let value = try JSONSerialization.jsonObject(with: Data(body.readableBytesView))
      return try #require(value as? [String: Any])
    }
  }

  /// The code of a refusal, after a check that it has the form of one.
  var errorCode: String {
    get throws {
      let error = try #require(try json["error"] as? [String: String])
      #expect(Set(error.keys) == ["code", "message"])
      #expect((error["message"] ?? "").count > 10)
      return try #require(error["code"])
    }
  }
}
