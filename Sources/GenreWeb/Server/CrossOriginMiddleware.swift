import HTTPTypes
import Hummingbird

/// Lets pages of other origins use the API, as the older back end did: any origin, no credentials. Nothing here is
/// private to the one who asks, so there is nothing that another page could find out.
struct CrossOriginMiddleware: RouterMiddleware {
  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    guard request.uri.path.hasPrefix("/predict/") || request.uri.path.hasPrefix("/api/") else {
      return try await next(request, context)
    }
    var response = request.method == .options ? preflight(request) : try await next(request, context)
    response.headers[.accessControlAllowOrigin] = "*"
    response.headers[.accessControlExposeHeaders] = "retry-after, x-request-id"
    return response
  }

  private func preflight(_ request: Request) -> Response {
    let methods = AllowedMethods.at(request.uri.path) ?? "OPTIONS"
    var headers: HTTPFields = [
      .allow: methods, .accessControlAllowMethods: methods, .accessControlMaxAge: "600",
    ]
    if let asked = request.headers[.accessControlRequestHeaders] {
      headers[.accessControlAllowHeaders] = asked
    }
    return Response(status: .ok, headers: headers)
  }
}
