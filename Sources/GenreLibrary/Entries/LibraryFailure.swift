/// Why a file of a music library could not be classified.
public struct LibraryFailure: Sendable, Hashable {
  /// The name of the ``GenreKit/GenreError/Code``.
  public let code: String
  /// The cause and the remedy, in one line.
  public let message: String

  /// Creates a failure.
  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}
