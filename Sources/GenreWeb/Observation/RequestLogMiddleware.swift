import HTTPTypes
import Hummingbird
import Logging

/// Gives each answer its request's id, counts it, and writes one line about it: no file name, content or query.
struct RequestLogMiddleware: RouterMiddleware {
  let metrics: WebMetrics

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    metrics.begin()
    var response = try await next(request, context)
    response.headers[.requestID] = context.id
    let seconds = Double((ContinuousClock.now - start) / .milliseconds(1)) / 1000
    note(request, context, status: response.status, seconds: seconds)
    return response
  }

  private func note(_ request: Request, _ context: WebContext, status: HTTPResponse.Status, seconds: Double) {
    let facts = context.record.facts
    let route = context.endpointPath ?? "unknown"
    metrics.end(
      WebMetrics.Key(route: route, method: request.method.label, status: status.code), seconds: seconds,
      facts: facts)
    var metadata: Logger.Metadata = [
      "method": "\(request.method.label)", "route": "\(route)", "status": "\(status.code)",
      "seconds": "\((seconds * 10_000).rounded() / 10_000)", "bytes": "\(facts.receivedByteCount)",
    ]
    if let address = context.clientAddress { metadata["client"] = "\(address)" }
    if !facts.models.isEmpty { metadata["model"] = "\(facts.models.joined(separator: "+"))" }
    if let sound = facts.soundSeconds { metadata["sound"] = "\((sound * 10).rounded() / 10)" }
    if let code = facts.errorCode { metadata["error"] = "\(code)" }
    context.logger.info("request", metadata: metadata)
  }
}

extension HTTPRequest.Method {
  /// The method if it is a common one: clients can invent others without end.
  var label: String {
    let known: [Self] = [.get, .head, .post, .put, .delete, .options, .patch, .trace, .connect]
    return known.contains(self) ? rawValue : "OTHER"
  }
}
