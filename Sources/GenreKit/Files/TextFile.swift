#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Small text files.
package enum TextFile {
  /// The whole of one.
  ///
  /// - Throws: ``GenreError`` with code `notFound`, or `unreadable` if it cannot be read or is not UTF-8.
  package static func contents(of path: String) throws(GenreError) -> String {
    guard FileStatus.exists(path) else {
      throw GenreError(.notFound, "no such file; check the spelling", path: path)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw GenreError(.unreadable, "this file cannot be read; check its permissions", path: path)
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw GenreError(.unreadable, "this file is not text in UTF-8; save it as such", path: path)
    }
    // Spreadsheets begin their CSV files with a byte order mark.
    return text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
  }
}
