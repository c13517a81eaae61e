/// Why the system refused to read or write a file.
package struct FileError: CodedError {
  /// The kind of failure.
  package enum Code: Sendable, Hashable {
    /// It cannot be opened or read.
    case unreadable
    /// It became shorter while it was read.
    case shortened
    /// It cannot be made, written or renamed.
    case unwritable
  }

  /// The kind of failure.
  package let code: Code
  /// What happened, in one line without the path.
  package let message: String
  /// The file concerned.
  package let path: String?

  init(_ code: Code, _ message: String, path: String) {
    self.code = code
    self.message = message
    self.path = path
  }

  /// The path and the message.
  package var description: String { path.map { "\(PathText.shown($0)): \(message)" } ?? message }

  /// The same error about another file.
  func at(_ path: String) -> FileError { FileError(code, message, path: path) }
}
