/// An open file that closes itself. Reads and writes name their position, so that threads do not disturb each other.
package final class FileDescriptor: Sendable {
  let number: Int32
  /// The path it was opened by.
  package let path: String

  /// Opens an existing regular file for reading. A pipe or device is refused instead of waited for.
  package init(reading path: String) throws(FileError) {
    let number = Self.retrying { SystemPath.openFile(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard number >= 0 else {
      throw FileError(.unreadable, "cannot be opened: \(Self.systemMessage())", path: path)
    }
    self.number = number
    self.path = path
    var status = stat()
    guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(.unreadable, "is not a regular file", path: path)
    }
  }

  /// Creates a file that must not exist yet, for reading and writing.
  package init(creating path: String) throws(FileError) {
    let number = Self.retrying {
      SystemPath.openFile(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode: 0o666)
    }
    guard number >= 0 else {
      throw FileError(.unwritable, "cannot be written: \(Self.systemMessage())", path: path)
    }
    self.number = number
    self.path = path
  }

  /// Creates a file in the folder of another, named so that neither processes nor calls collide.
  ///
  /// - Parameters:
  ///   - destination: The other file, which errors name.
  ///   - purpose: A word of the name.
  package convenience init(beside destination: String, for purpose: String) throws(FileError) {
    let random = String(UInt64.random(in: 0 ... .max), radix: 36)
    do throws(FileError) {
      try self.init(creating: "\(destination).\(purpose)-\(random)")
    } catch {
      throw error.at(destination)
    }
  }

  deinit { close(number) }

  /// The size in bytes at this moment.
  package func size() throws(FileError) -> Int {
    var status = stat()
    guard fstat(number, &status) == 0 else {
      throw FileError(.unreadable, "cannot be examined: \(Self.systemMessage())", path: path)
    }
    return Int(status.st_size)
  }

  /// Fills `buffer` with what the file holds from `offset` on.
  package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
    var done = 0
    while done < buffer.count, let base = buffer.baseAddress {
      let count = Self.retrying { pread(number, base + done, buffer.count - done, off_t(offset + done)) }
      guard count >= 0 else {
        throw FileError(.unreadable, "cannot be read: \(Self.systemMessage())", path: path)
      }
      guard count > 0 else {
        throw FileError(.shortened, "became shorter while it was read", path: path)
      }
      done += count
    }
  }

  /// Writes all of `buffer` from `offset` on.
  package func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws(FileError) {
    var done = 0
    while done < buffer.count, let base = buffer.baseAddress {
      let count = Self.retrying { pwrite(number, base + done, buffer.count - done, off_t(offset + done)) }
      guard count > 0 else {
        throw FileError(.unwritable, "cannot be written: \(Self.systemMessage())", path: path)
      }
      done += count
    }
  }

  /// Waits until the bytes are on the disk.
  func synchronize() throws(FileError) {
    guard Self.retrying({ fsync(number) }) == 0 else {
      throw FileError(.unwritable, "cannot be written: \(Self.systemMessage())", path: path)
    }
  }

  /// Repeats a call that a signal interrupted.
  private static func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    var result = call()
    while result < 0, errno == EINTR { result = call() }
    return result
  }

  static func systemMessage() -> String {
    String(cString: strerror(errno)).lowercased()
  }
}
