import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The answer to what reaches no route, or that no route can answer any more: what is no HTTP request, one whose headers
/// are too long, one that has not come in when the server ends. What the middlewares give other answers comes from here.
struct ConnectionRefusal {
  let head: HTTPResponse
  let body: ByteBuffer

  /// - Parameters:
  ///   - refusal: What is wrong.
  ///   - client: The client's address.
  ///   - logger: Gets the request's line.
  init(_ refusal: WebError, client: String?, logger: Logger) {
    let id = "\(RequestID())"
    body = ByteBuffer(
      string: "{\"error\":{\"code\":\"\(refusal.code)\",\"message\":\"\(refusal.message)\"}}\n")
    var headers = SecurityHeadersMiddleware.fields(isOpen: false)
    headers[.contentType] = "application/json"
    headers[.contentLength] = "\(body.readableBytes)"
    headers[.connection] = "close"
    headers[.requestID] = id
    if let seconds = refusal.retryAfter { headers[.retryAfter] = "\(seconds)" }
    head = HTTPResponse(status: refusal.status, headerFields: headers)
    var metadata: Logger.Metadata = [
      "hb.request.id": "\(id)", "status": "\(refusal.status.code)", "error": "\(refusal.code)",
    ]
    if let client { metadata["client"] = "\(client)" }
    logger.info("request", metadata: metadata)
  }
}
