internal import GenreBase

/// The bytes of a file, a pipe or standard input, in order; what is there is returned without waiting for more.
final class ByteInput {
  /// A line without its end.
  struct Line {
    /// Its first bytes, as many as are wanted at most.
    var bytes: [UInt8] = []
    /// Whether it has more.
    var isTooLong = false
  }

  private static let bufferLength = 1 << 16

  private let descriptor: CInt
  private let name: String
  private var buffer: [UInt8] = []
  private var position = 0

  /// - Parameter path: A file or a pipe; `-` is standard input.
  /// - Throws: ``GenreError`` with code `notFound` or `unreadable`.
  init(path: String) throws(GenreError) {
    name = path
    guard path != "-" else {
      descriptor = STDIN_FILENO
      return
    }
    descriptor = SystemPath.openFile(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let isAbsent = errno == ENOENT || errno == ENOTDIR
      throw GenreError(
        isAbsent ? .notFound : .unreadable,
        "cannot be opened (\(String(cString: strerror(errno)))); check the path and its permissions",
        path: path)
    }
  }

  deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

  /// The bytes up to the next `end`, or to the end of the input; nil where there are none.
  ///
  /// - Parameter limit: The most bytes kept; the rest of a longer line is passed over.
  func line(endedBy end: UInt8, atMost limit: Int) throws(GenreError) -> Line? {
    var line = Line()
    var isEmpty = true
    while try fill() {
      isEmpty = false
      let rest = buffer[position...]
      let found = rest.firstIndex(of: end)
      let part = rest[..<(found ?? rest.endIndex)]
      line.isTooLong = line.isTooLong || line.bytes.count + part.count > limit
      line.bytes += part.prefix(limit - line.bytes.count)
      position = found.map { $0 + 1 } ?? rest.endIndex
      if found != nil { return line }
    }
    return isEmpty ? nil : line
  }

  /// The next `count` bytes, or fewer where the input ends before. Memory is taken as the bytes come, not as `count`
  /// claims.
  func bytes(_ count: Int) throws(GenreError) -> [UInt8] {
    var failure: GenreError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, filledCount in
      do throws(GenreError) {
        filledCount = try read(into: target)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  private func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(GenreError) -> Int {
    let buffered = min(buffer.count - position, target.count)
    var filledCount = target.update(fromContentsOf: buffer[position..<position + buffered])
    position += buffered
    while filledCount < target.count {
      let count = try read(
        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[filledCount...]))
      guard count > 0 else { break }
      filledCount += count
    }
    return filledCount
  }

  /// Makes sure that the buffer has a byte; false at the end of the input.
  private func fill() throws(GenreError) -> Bool {
    guard position == buffer.count else { return true }
    var failure: GenreError?
    buffer = [UInt8](unsafeUninitializedCapacity: Self.bufferLength) { target, filledCount in
      do throws(GenreError) {
        filledCount = try read(into: UnsafeMutableRawBufferPointer(target))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    position = 0
    return !buffer.isEmpty
  }

  private func read(into target: UnsafeMutableRawBufferPointer) throws(GenreError) -> Int {
    while true {
      let count = readBytes(descriptor, target.baseAddress, target.count)
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw GenreError(
          .unreadable,
          "reading failed (\(String(cString: strerror(errno)))); check that it is a file or a pipe",
          path: name)
      }
    }
  }
}

/// The system's `read`, whose name means other functions inside the type.
private func readBytes(_ descriptor: CInt, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, bytes, count)
}
