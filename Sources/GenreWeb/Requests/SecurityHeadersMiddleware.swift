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
    let isOpen = response.headers[.accessControlAllowOrigin] != nil
    for field in Self.fields(isOpen: isOpen) { response.headers[field.name] = field.value }
    return response
  }

  /// The headers.
  ///
  /// - Parameter isOpen: Whether pages of other origins may read the answer.
  static func fields(isOpen: Bool) -> HTTPFields {
    [
      .contentSecurityPolicy: contentSecurityPolicy, .xContentTypeOptions: "nosniff",
      .referrerPolicy: "no-referrer", .frameOptions: "DENY",
      .permissionsPolicy: "microphone=(self), camera=(), geolocation=()", .openerPolicy: "same-origin",
      .resourcePolicy: isOpen ? "cross-origin" : "same-origin",
    ]
  }
}
