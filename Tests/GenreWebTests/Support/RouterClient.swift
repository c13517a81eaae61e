import GenreWeb
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded

/// Hands requests to an application's routes without a network, as `HummingbirdTesting` does with `.router`. That
/// product is not used because it brings an HTTPS client, and with it some four hundred files of C++ to every first
/// run of the tests.
struct RouterClient: Sendable {
  private let respond: @Sendable (Request) async throws -> Response

  init(_ application: some ApplicationProtocol, logger: Logger) async throws {
    let responder = try await application.responder
    respond = { request in
      var logger = logger
      logger[metadataKey: "hb.request.id"] = .stringConvertible(RequestID())
      let source = ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: logger)
      return try await responder.respond(to: request, context: .init(source: source))
    }
  }

  /// Sends a request and takes in the whole answer.
  ///
  /// - Parameter body: Sent in chunks, with its length declared, unless the headers say otherwise.
  @discardableResult
  func execute(
    uri: String, method: HTTPRequest.Method, headers: HTTPFields = [:], body: ByteBuffer = ByteBuffer()
  ) async throws -> TestResponse {
    var headers = headers
    if headers[.contentLength] == nil && headers[.transferEncoding] == nil && method == .post {
      headers[.contentLength] = "\(body.readableBytes)"
    }
    let chunks = AsyncStream<ByteBuffer> { stream in
      var rest = body
      while let chunk = rest.readSlice(length: min(7777, rest.readableBytes)), chunk.readableBytes > 0 {
        stream.yield(chunk)
      }
      stream.finish()
    }
    return try await execute(uri: uri, method: method, headers: headers, chunks: chunks)
  }

  /// Sends a request whose body comes as the test wants it.
  func execute(
    uri: String, method: HTTPRequest.Method, headers: HTTPFields, chunks: AsyncStream<ByteBuffer>
  ) async throws -> TestResponse {
    let head = HTTPRequest(
      method: method, scheme: "http", authority: "localhost", path: uri, headerFields: headers)
    let response = try await respond(Request(head: head, body: RequestBody(asyncSequence: chunks)))
    let collector = BodyCollector()
    try await response.body.write(collector)
    return TestResponse(head: response.head, body: collector.body)
  }
}

/// An answer.
struct TestResponse: Sendable {
  let head: HTTPResponse
  let body: ByteBuffer

  var status: HTTPResponse.Status { head.status }
  var headers: HTTPFields { head.headerFields }
}

/// Takes in what an answer writes.
private final class BodyCollector: ResponseBodyWriter {
  private(set) var body = ByteBuffer()

  func write(_ buffer: ByteBuffer) { body.writeImmutableBuffer(buffer) }

  func finish(_ trailingHeaders: HTTPFields?) {}
}
