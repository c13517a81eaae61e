import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// The answer to what is no HTTP request, or one whose headers are too long: it reaches no route, so what the
/// middlewares give other answers comes from here.
struct UnreadableRequest {
  let head: HTTPResponse
  let body: ByteBuffer

  /// - Parameters:
  ///   - error: What the parser found.
  ///   - client: The client's address.
  ///   - logger: Gets the request's line.
  init(_ error: HTTPParserError, client: String?, logger: Logger) {
    let refusal = error == .headerOverflow ? WebError.longHeaders : WebError.unreadable
    let id = "\(RequestID())"
    body = ByteBuffer(
      string: "{\"error\":{\"code\":\"\(refusal.code)\",\"message\":\"\(refusal.message)\"}}\n")
    var headers = SecurityHeadersMiddleware.fields(isOpen: false)
    headers[.contentType] = "application/json"
    headers[.contentLength] = "\(body.readableBytes)"
    headers[.connection] = "close"
    headers[.requestID] = id
    head = HTTPResponse(status: refusal.status, headerFields: headers)
    var metadata: Logger.Metadata = [
      "hb.request.id": "\(id)", "status": "\(refusal.status.code)", "error": "\(refusal.code)",
    ]
    if let client { metadata["client"] = "\(client)" }
    logger.info("request", metadata: metadata)
  }
}
