internal import GenreBase

/// An open file that closes itself.
final class FileDescriptor {
  let number: CInt
  private let status: stat

  /// Opens a path for reading.
  ///
  /// - Throws: ``AudioError`` when there is nothing to read there, saying what stands in the way.
  convenience init(path: String) throws(AudioError) {
    let number = SystemPath.openFile(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else {
      throw Self.openError(errno, hasLostBytes: path.unicodeScalars.contains("\u{FFFD}"))
    }
    try self.init(owning: number)
  }

  /// A second descriptor of what is open already, such as 0 for standard input; to open `/dev/stdin` again would fail
  /// for a socket, and for a file of another user's.
  convenience init(duplicating number: CInt) throws(AudioError) {
    let copy = dup(number)
    guard copy >= 0 else { throw AudioError(.unreadable, "is not open") }
    try self.init(owning: copy)
  }

  private init(owning number: CInt) throws(AudioError) {
    var status = stat()
    guard fstat(number, &status) == 0 else {
      let reason = Self.reason(errno)
      close(number)
      throw AudioError(.unreadable, "can't be examined: \(reason)")
    }
    self.number = number
    self.status = status
    if isDirectory { throw Self.openError(EISDIR) }
  }

  deinit { close(number) }

  private var kind: mode_t { status.st_mode & mode_t(S_IFMT) }
  private var isDirectory: Bool { kind == mode_t(S_IFDIR) }

  /// The size of a regular file; nil for what can only be read to its end: a pipe, a terminal, the regular files of no
  /// size that /proc has, and a file of which someone else has read the beginning.
  var seekableByteCount: Int? {
    guard kind == mode_t(S_IFREG), status.st_size > 0, lseek(number, 0, SEEK_CUR) == 0 else { return nil }
    return Int(status.st_size)
  }

  /// Appends up to `count` bytes from where the last call stopped; false at the end.
  func append(to bytes: inout [UInt8], upTo count: Int) throws(AudioError) -> Bool {
    var code: CInt = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = 0
      while true {
        let got = read(number, buffer.baseAddress, count)
        if got >= 0 {
          initialized = got
          return
        }
        if errno != EINTR {
          code = errno
          return
        }
      }
    }
    guard code == 0 else { throw AudioError(.unreadable, "reading failed: \(Self.reason(code))") }
    bytes.append(contentsOf: chunk)
    return !chunk.isEmpty
  }

  static func reason(_ code: CInt) -> String { String(cString: strerror(code)) }

  /// - Parameter hasLostBytes: whether the path has the sign that stands for bytes which are not UTF-8.
  private static func openError(_ code: CInt, hasLostBytes: Bool = false) -> AudioError {
    switch code {
    case ENOENT where hasLostBytes:
      AudioError(
        .notFound,
        "no such file; U+FFFD in its name stands for bytes that have been lost, give the name as it is")
    case ENOENT, ENOTDIR: AudioError(.notFound, "no such file; check the path")
    case EACCES, EPERM: AudioError(.unreadable, "no permission to read it; check the file's owner and mode")
    case EISDIR: AudioError(.isDirectory, "is a folder; name the audio files in it")
    case ENXIO, EOPNOTSUPP: AudioError(.unreadable, "is a socket or a device with nothing to read")
    default: AudioError(.unreadable, "can't be opened: \(reason(code))")
    }
  }
}
