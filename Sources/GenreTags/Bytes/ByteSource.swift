internal import GenreBase
import GenreKit

/// A regular file that is open for reading. Reads name their position.
final class ByteSource: Sendable {
  let path: String
  let descriptor: CInt
  let status: FileIdentity
  /// In bytes, when it was opened.
  var count: Int { Int(status.size) }

  /// - Throws: ``GenreError`` with code `notFound` or `unreadable`.
  init(_ path: String) throws(GenreError) {
    self.path = path
    // Without waiting for somebody to write into a pipe.
    let descriptor = SystemPath.openFile(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let code = errno
      throw code == ENOENT || code == ENOTDIR
        ? GenreError(.notFound, "no such file; check the spelling", path: path)
        : GenreError(
          .unreadable, "cannot be opened: \(SystemReason.text(code)); check its permissions", path: path)
    }
    self.descriptor = descriptor
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw GenreError(.unreadable, "is not a regular file; name a file", path: path)
    }
    self.status = FileIdentity(status)
  }

  deinit { close(descriptor) }

  /// The bytes of a range, which must lie in the file.
  func bytes(_ range: Range<Int>) throws(GenreError) -> [UInt8] {
    guard range.lowerBound >= 0, range.upperBound <= count else { throw damaged("ends too early") }
    var bytes = [UInt8](repeating: 0, count: range.count)
    var done = 0
    while done < bytes.count {
      let result = bytes.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map {
          pread(descriptor, $0 + done, buffer.count - done, off_t(range.lowerBound + done))
        } ?? 0
      }
      if result < 0, errno == EINTR { continue }
      guard result > 0 else {
        throw GenreError(
          .unreadable, result < 0 ? "reading failed; check the disk" : "became shorter while it was read",
          path: path)
      }
      done += result
    }
    return bytes
  }

  /// As many bytes from an offset on as there are, at most `limit`.
  func bytes(at offset: Int, atMost limit: Int) throws(GenreError) -> [UInt8] {
    try bytes(min(offset, count)..<min(offset + limit, count))
  }

  /// An error about a file whose structure is not as it should be.
  func damaged(_ what: String) -> GenreError {
    GenreError(
      .invalidData, "\(what), so its tags cannot be written safely; repair the file first", path: path)
  }
}
