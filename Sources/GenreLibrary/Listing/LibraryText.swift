import GenreKit

/// Files of a music library as plain text, a line each, with paths as ``LibraryEntry/path`` has them.
public enum LibraryText {
  /// Confidence, genre and path; an unsure genre has a question mark.
  public static func line(_ entry: LibraryEntry) -> String {
    guard let answer = entry.answer else { return entry.path }
    let percent = "\(Int((answer.best.confidence * 100).rounded()))"
    let genre = answer.best.genre + (answer.isUnsure ? "?" : "")
    let padding = String(repeating: " ", count: max(0, 11 - genre.count))
    let missing = entry.missingSince == nil ? "" : "  (missing)"
    return
      "\(String(repeating: " ", count: max(0, 3 - percent.count)))\(percent) %  \(genre)\(padding)  \(entry.path)"
      + missing
  }

  /// Path and message.
  public static func failureLine(_ entry: LibraryEntry) -> String {
    "\(entry.path): \(entry.failure?.message ?? "")"
  }
}
