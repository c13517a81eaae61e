import GenreKit
import GenreMultipart
import HTTPTypes

/// Why a request is refused, as its answer says it: a status, a stable code for programs, and a sentence for people
/// that says what to do.
struct WebError: Error, Sendable {
  let status: HTTPResponse.Status
  let code: String
  let message: String
  /// Seconds after which to try again.
  var retryAfter: Int?

  init(_ status: HTTPResponse.Status, _ code: String, _ message: String, retryAfter: Int? = nil) {
    self.status = status
    self.code = code
    self.message = message
    self.retryAfter = retryAfter
  }

  static let notFound = WebError(
    .notFound, "not_found", "There is nothing here; /openapi.yaml lists what there is.")
  static let noFile = WebError(
    .badRequest, "no_file",
    "The form has no file; send one in the field 'file', for example: curl -F file=@song.mp3")
  static let badLength = WebError(
    .badRequest, "bad_length", "The body ended before its declared length; send it again.")
  static let slowUpload = WebError(
    .requestTimeout, "upload_timeout",
    "The upload took too long or stopped; try again on a better connection.")
  static let slowWork = WebError(
    .serviceUnavailable, "work_timeout",
    "The recording took too long to hear; send a shorter one, or try again when the server is less busy.",
    retryAfter: 30)
  static let busy = WebError(
    .serviceUnavailable, "busy", "The server has as much to do as it takes on; try again in a few seconds.",
    retryAfter: 5)
  static let stopping = WebError(
    .serviceUnavailable, "stopping", "The server is stopping; try again in a minute.", retryAfter: 60)
  static let tooManyFromClient = WebError(
    .tooManyRequests, "too_many_requests",
    "You have too many uploads under way; wait until one of them is answered.", retryAfter: 5)
  static let failed = WebError(
    .internalServerError, "internal",
    "Something went wrong here; try again, and tell us the request id if it persists.")

  static func tooLarge(limit: Int) -> WebError {
    WebError(
      .contentTooLarge, "too_large",
      "The upload is larger than \(ByteCountText(limit)), the most that is accepted; cut it or send an MP3.")
  }

  static func tooManyFiles(limit: Int) -> WebError {
    WebError(.contentTooLarge, "too_many_files", "There are more than \(limit) files; send fewer at a time.")
  }

  static func unsupportedType(_ type: String) -> WebError {
    WebError(
      .unsupportedMediaType, "unsupported_type",
      "'\(type)' is no upload; send multipart/form-data with a field 'file', or the file itself as "
        + "audio/mpeg or application/octet-stream.")
  }

  static func unknownModel(_ name: String, known: [String]) -> WebError {
    WebError(
      .badRequest, "unknown_model",
      "There is no model '\(String(name.prefix(40)))'; there are \(known.joined(separator: ", ")).")
  }

  static func badParameter(_ name: String, _ expected: String) -> WebError {
    WebError(.badRequest, "bad_parameter", "The parameter '\(name)' must be \(expected).")
  }
}

extension WebError {
  /// What to say of an upload that cannot be heard.
  init(_ error: GenreError) {
    let reason = error.message.prefix(1).uppercased() + error.message.dropFirst()
    switch error.code {
    case .notAudio:
      self.init(.unprocessableContent, "not_audio", "The file cannot be heard: \(error.message).")
    case .limitExceeded:
      self.init(.unprocessableContent, "limit_exceeded", "The recording \(error.message).")
    case .cancelled: self = .slowWork
    case .invalidArgument: self.init(.badRequest, "bad_parameter", "\(reason).")
    default: self = .failed
    }
  }

  /// What to say of a form that cannot be read.
  init(_ error: MultipartError) {
    let status: HTTPResponse.Status =
      switch error.code {
      case .headersTooLarge, .tooManyParts: .contentTooLarge
      default: .badRequest
      }
    let reason = error.message.prefix(1).uppercased() + error.message.dropFirst()
    self.init(status, "bad_form", "\(reason).")
  }
}
