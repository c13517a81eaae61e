internal import GenreBase

/// Standard output, of which it is known whether it took what was written: `print` says nothing of a full disk.
package enum StandardOutput {
  /// Writes all of a text at once, with no buffer between.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  package static func write(_ text: String) throws(GenreError) { try write(Array(text.utf8)) }

  /// Writes bytes, which need not be text, as ``write(_:)-(String)`` does.
  package static func write(_ bytes: [UInt8]) throws(GenreError) {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { writeBytes(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw GenreError(
          .unwritable, "could not write to standard output: \(String(cString: strerror(errno)))")
      }
      bytes = bytes.dropFirst(count)
    }
  }
}

/// The system's `write`, whose name means another function inside the type.
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
