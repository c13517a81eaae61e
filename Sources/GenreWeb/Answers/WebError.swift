import GenreKit
import GenreMultipart
import HTTPTypes

/// The refusal of a request: a status, a stable code for programs, and a sentence for people with the cause and the
/// remedy.
package struct WebError: Error, Sendable {
  package let status: HTTPResponse.Status
  package let code: String
  package let message: String
  /// Seconds after which to try again.
  package var retryAfter: Int?
  /// The methods that would be right.
  package var allow: String?

  init(_ status: HTTPResponse.Status, _ code: String, _ message: String, retryAfter: Int? = nil) {
    self.status = status
    self.code = code
    self.message = message
    self.retryAfter = retryAfter
  }

  static let notFound = WebError(
    .notFound, "not_found", "This address does not exist; openapi.yaml, beside the page, lists the addresses."
  )
  static func methodNotAllowed(_ allow: String) -> WebError {
    var error = WebError(
      .methodNotAllowed, "method_not_allowed", "This address does not support the method; use \(allow).")
    error.allow = allow
    return error
  }

  static let unreadable = WebError(
    .badRequest, "bad_request",
    "This is not a valid HTTP/1.1 request; openapi.yaml, beside the page, describes the requests."
  )
  static let longHeaders = WebError(
    .requestHeaderFieldsTooLarge, "headers_too_large",
    "The request's headers are too long or too many; send fewer.")
  static let noFile = WebError(
    .badRequest, "no_file",
    "The request has no file; send one in the form field 'file', for example: curl -F file=@song.mp3")
  static let badLength = WebError(
    .badRequest, "bad_length", "The body ended before its declared length; send it again.")
  static let slowUpload = WebError(
    .requestTimeout, "upload_timeout",
    "The upload took too long or stopped; try again on a better connection.")
  package static let slowWork = WebError(
    .serviceUnavailable, "work_timeout",
    "The classification took too long; send a shorter recording, or try again when the server is less busy.",
    retryAfter: 30)
  static let busy = WebError(
    .serviceUnavailable, "busy", "The server is busy; try again in a few seconds.",
    retryAfter: 5)
  static let wornOut = WebError(
    .serviceUnavailable, "worn_out",
    "All workers are blocked by recordings that never end; the operator must restart the server.",
    retryAfter: 60)
  static let stopping = WebError(
    .serviceUnavailable, "stopping", "The server is stopping; try again in a minute.", retryAfter: 60)
  static let gone = WebError(
    HTTPResponse.Status(code: 499, reasonPhrase: "Client Closed Request"), "client_gone",
    "The client closed its connection.")
  static let tooManyFromClient = WebError(
    .tooManyRequests, "too_many_requests",
    "You have too many uploads in progress; wait until one of them is answered.", retryAfter: 5)
  static let tooManyListeners = WebError(
    .serviceUnavailable, "too_many_listeners",
    "Too many pages are listening at the moment; try again later.", retryAfter: 60)
  static let listeningOver = WebError(
    .tooManyRequests, "listening_over",
    "The time for listening on this server is over; press Listen to begin again.", retryAfter: 1)
  static let failed = WebError(
    .internalServerError, "internal",
    "The server had an internal error; try again, and report the request id if it persists.")

  static func tooLarge(limit: Int) -> WebError {
    WebError(
      .contentTooLarge, "too_large",
      "The upload is larger than the limit of \(ByteCountText(limit)); cut it or send an MP3.")
  }

  static func tooManyFiles(limit: Int) -> WebError {
    WebError(.contentTooLarge, "too_many_files", "There are more than \(limit) files; send fewer at a time.")
  }

  static func unsupportedType(_ type: String) -> WebError {
    WebError(
      .unsupportedMediaType, "unsupported_type",
      "'\(type)' is not supported; send multipart/form-data with a field 'file', or the file itself as "
        + "audio/mpeg or application/octet-stream.")
  }

  static func unknownModel(_ name: String, known: [String]) -> WebError {
    WebError(
      .badRequest, "unknown_model",
      "The model '\(String(name.prefix(40)))' does not exist; choose from \(known.joined(separator: ", ")).")
  }

  static func badParameter(_ name: String, _ expected: String) -> WebError {
    WebError(.badRequest, "bad_parameter", "The parameter '\(name)' must be \(expected).")
  }
}

extension WebError {
  /// The answer for an upload that cannot be classified.
  init(_ error: GenreError) {
    switch error.code {
    case .unsupportedFormat:
      self.init(.unprocessableContent, "unsupported_format", Self.sentence(about: error.message))
    case .notAudio: self.init(.unprocessableContent, "not_audio", Self.sentence(about: error.message))
    case .limitExceeded:
      self.init(.unprocessableContent, "limit_exceeded", Self.sentence(about: error.message))
    case .cancelled: self = .slowWork
    case .invalidArgument: self.init(.badRequest, "bad_parameter", Self.sentence(error.message))
    default: self = .failed
    }
  }

  /// The answer for a form that cannot be read.
  init(_ error: MultipartError) {
    let status: HTTPResponse.Status =
      switch error.code {
      case .headersTooLarge, .tooManyParts: .contentTooLarge
      default: .badRequest
      }
    self.init(status, "bad_form", Self.sentence(error.message))
  }

  /// The library's messages follow a path, as in `song.mp3: is empty`, and some have no verb.
  private static func sentence(about message: String) -> String {
    let isAboutFile = ["is ", "has ", "begins "].contains { message.hasPrefix($0) }
    return sentence(isAboutFile ? "the file \(message)" : "the file cannot be classified: \(message)")
  }

  private static func sentence(_ message: String) -> String {
    message.capital + (message.last.map { "?.!".contains($0) } == true ? "" : ".")
  }
}
