internal import GenreBase

/// What the system says of a failure.
enum SystemReason {
  /// The text of an error number, in lower case.
  static func text(_ code: CInt) -> String { String(cString: strerror(code)).lowercased() }
}
