internal import GenreBase

/// The error of decoding: a code, and a message with the cause and the remedy.
public struct AudioError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure, for code that reacts to it.
  public var code: Code
  /// The cause and the remedy, in one line without the path and without a full stop.
  public var message: String
  /// The file, or the name given with bytes; nil when the input has no name.
  public var path: String?

  /// Creates an error.
  public init(_ code: Code, _ message: String, path: String? = nil) {
    self.code = code
    self.message = message
    self.path = path
  }

  /// The path, a colon and the message.
  public var description: String {
    guard let path else { return message }
    return "\(PathText.shown(path)): \(message)"
  }

  /// The same error with a path, unless it has one already.
  func named(_ name: String?) -> AudioError {
    var named = self
    named.path = path ?? name
    return named
  }
}

extension AudioError {
  /// The caller's task was cancelled.
  static let cancelled = AudioError(.cancelled, "was cancelled")
}

extension AudioError: CodedError {}
