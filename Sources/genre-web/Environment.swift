internal import GenreBase

/// Defaults from the environment.
enum Environment {
  /// What `GENRE_WEB_NAME` says, or else a default. A text that cannot be read as what is asked for ends the program:
  /// to go on with another limit than the one that was meant would be worse.
  static func value<Value>(
    _ name: String, default standard: Value, _ read: (String) -> Value?
  ) -> Value {
    guard let text = text(name) else { return standard }
    guard let value = read(text) else {
      WebCommand.fail("GENRE_WEB_\(name) has the invalid value '\(text)'")
      exit(64)
    }
    return value
  }

  /// What `GENRE_WEB_NAME` says; nil where it is empty, as `NAME=` in a file of settings means the default.
  static func text(_ name: String) -> String? {
    guard let text = getenv("GENRE_WEB_\(name)").map({ String(cString: $0) }), !text.isEmpty else {
      return nil
    }
    return text
  }
}
