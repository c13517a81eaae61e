internal import GenreBase

/// Small text files.
package enum TextFile {
  /// The whole of one.
  ///
  /// - Throws: ``GenreError`` with code `notFound`, or `unreadable` if it cannot be read or is not UTF-8.
  package static func contents(of path: String) throws(GenreError) -> String {
    guard let text = String(validating: try bytes(of: path), as: UTF8.self) else {
      throw GenreError(.unreadable, "this file is not text in UTF-8; save it as such", path: path)
    }
    return withoutMark(text)
  }

  /// The whole of one that holds the names of files, which may be any bytes; what is not UTF-8 is written as `PathText`
  /// does.
  ///
  /// - Throws: ``GenreError`` with code `notFound`, or `unreadable` if it cannot be read or has zero bytes, as other kinds
  ///   of files have and UTF-16.
  package static func contentsWithNames(of path: String) throws(GenreError) -> String {
    let bytes = try bytes(of: path)
    guard !bytes.contains(0) else {
      throw GenreError(.unreadable, "this file is not text in UTF-8; save it as such", path: path)
    }
    return withoutMark(PathText.text(bytes))
  }

  /// Spreadsheets begin their CSV files with a byte order mark.
  private static func withoutMark(_ text: String) -> String {
    text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }

  private static func bytes(of path: String) throws(GenreError) -> [UInt8] {
    guard FileStatus.exists(path) else {
      throw GenreError(.notFound, "no such file; check the spelling", path: path)
    }
    let descriptor = SystemPath.openFile(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while descriptor >= 0 {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      if count < 0, errno != EINTR { break }
      bytes += buffer.prefix(max(0, count))
    }
    throw GenreError(.unreadable, "this file cannot be read; check its permissions", path: path)
  }
}
