internal import GenreBase
import Synchronization

/// Paths read one by one from a file or a pipe, so that millions need no more memory than one.
package final class PathReader: Sendable {
  /// What stands behind each path.
  package enum Separator: Sendable {
    /// A newline, with or without a carriage return before it.
    case newline
    /// A zero byte: names may then hold anything else.
    case null
  }

  /// The longest path in bytes; systems allow less.
  static let byteLimit = 1 << 16

  private let separator: Separator
  private let input: Mutex<ByteInput>

  /// - Parameters:
  ///   - list: The file with the paths; `-` is standard input.
  ///   - separator: What stands behind each path.
  /// - Throws: ``GenreError`` with code `notFound` or `unreadable`.
  package init(contentsOf list: String, separator: Separator = .newline) throws(GenreError) {
    self.separator = separator
    input = Mutex(try ByteInput(path: list))
  }

  /// The next path that is not empty, or why it cannot be one; nil at the end.
  ///
  /// - Throws: ``GenreError`` with code `unreadable` where the list cannot be read on.
  func next() throws(GenreError) -> Result<String, GenreError>? {
    while let line = try nextLine() {
      let bytes = trimmed(line.bytes)
      let path = PathText.text(bytes)
      if line.isTooLong {
        return .failure(
          GenreError(
            .invalidArgument, "a path of more than \(Self.byteLimit) bytes; check how the list is separated",
            path: String(path.prefix(80)) + "..."))
      }
      if !bytes.isEmpty { return .success(path) }
    }
    return nil
  }

  private func nextLine() throws(GenreError) -> ByteInput.Line? {
    let end: UInt8 = separator == .null ? 0 : UInt8(ascii: "\n")
    return try input.withLock { input throws(GenreError) in
      try input.line(endedBy: end, atMost: Self.byteLimit)
    }
  }

  private func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    separator == .newline && bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...]
  }
}
