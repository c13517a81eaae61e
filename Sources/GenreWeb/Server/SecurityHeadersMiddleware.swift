import HTTPTypes
import Hummingbird

/// Headers that tell a browser to load nothing from elsewhere, to guess nothing and to tell nobody.
struct SecurityHeadersMiddleware: RouterMiddleware {
  private static let contentSecurityPolicy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "media-src 'self' blob:", "connect-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'",
  ].joined(separator: "; ")

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    response.headers[.contentSecurityPolicy] = Self.contentSecurityPolicy
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.referrerPolicy] = "no-referrer"
    response.headers[.frameOptions] = "DENY"
    response.headers[.permissionsPolicy] = "microphone=(self), camera=(), geolocation=()"
    response.headers[.openerPolicy] = "same-origin"
    let isOpen = response.headers[.accessControlAllowOrigin] != nil
    response.headers[.resourcePolicy] = isOpen ? "cross-origin" : "same-origin"
    return response
  }
}
