import GenreKit
import GenreMultipart
import HTTPTypes
import Hummingbird

/// Turns what a route throws into its answer.
struct ErrorMiddleware: RouterMiddleware {
  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      var error = WebError(any: error, context)
      if error.status == .notFound, let allow = AllowedMethods.at(request.uri.path) {
        error = .methodNotAllowed(allow)
      }
      context.record.noteError(error.code)
      let response = JSONAnswer.response(error)
      // A body behind an answer to HEAD would be read as the next answer.
      return request.method == .head ? response.createHeadResponse() : response
    }
  }
}

extension WebError {
  /// The answer to the client for any error.
  init(any error: any Error, _ context: WebContext) {
    switch error {
    // Nobody reads this; it is for the log.
    case is CancellationError where !context.channel.isActive: self = .gone
    case let error as WebError: self = error
    case let error as MultipartError: self.init(error)
    case let error as GenreError: self.init(error)
    case let error as HTTPError where error.status == .notFound: self = .notFound
    case let error as HTTPError: self.init(error.status, "http", error.body ?? error.status.reasonPhrase)
    case is CancellationError: self = .stopping
    default:
      context.logger.error("failed", metadata: ["error": "\(error)"])
      self = .failed
    }
  }
}
