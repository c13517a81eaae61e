internal import GenreBase
import GenreKit

/// A regular file that is open for reading, by a path of any bytes.
final class OpenFile {
  let path: BytePath
  private let descriptor: CInt

  /// - Throws: ``GenreError`` with code `notFound` or `unreadable`.
  init(_ path: BytePath) throws(GenreError) {
    self.path = path
    // Without waiting for somebody to write into a pipe.
    descriptor = SystemPath.openFile(path.text, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.openError(errno, path) }
    let status = try status()
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw GenreError(.unreadable, "is not a regular file; name a file", path: path.text)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The size and the time of the last change, at this moment.
  func stamp() throws(GenreError) -> FileStamp { FileStamp(try status()) }

  /// Bytes from `offset` on, fewer than `count` only at the end of the file.
  func bytes(at offset: Int, count: Int) throws(GenreError) -> [UInt8] {
    var failure: GenreError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filledCount in
      do throws(GenreError) {
        filledCount = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Fills memory from `offset` on.
  ///
  /// - Returns: How many bytes there were, fewer than asked for only at the end of the file.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(GenreError) -> Int {
    var done = 0
    while done < buffer.count, let base = buffer.baseAddress {
      let count = pread(descriptor, base + done, buffer.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw GenreError(
          .unreadable, "reading failed: \(Self.reason(errno)); check the disk", path: path.text)
      }
      guard count > 0 else { break }
      done += count
    }
    return done
  }

  private func status() throws(GenreError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.openError(errno, path) }
    return status
  }

  private static func openError(_ code: CInt, _ path: BytePath) -> GenreError {
    let isAbsent = code == ENOENT || code == ENOTDIR
    return GenreError(
      isAbsent ? .notFound : .unreadable,
      isAbsent
        ? "no such file; check the spelling" : "cannot be opened: \(reason(code)); check its permissions",
      path: path.text)
  }

  private static func reason(_ code: CInt) -> String { String(cString: strerror(code)).lowercased() }
}
