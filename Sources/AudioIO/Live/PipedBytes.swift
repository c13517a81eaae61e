internal import GenreBase

/// The bytes of a pipe as they come: a ``ByteSource`` without an end that is known, which holds only the latest of them.
///
/// A read waits for the first byte and returns what is there. Of what lies far ahead, such as a tag that a decoder looks for
/// at the end of its input, all is 0.
final class PipedBytes: ByteSource {
  /// Longer than any stream, and short enough to be multiplied.
  let byteCount = 1 << 48
  private(set) var failure: AudioError?
  /// Whether nothing more will come.
  private(set) var isAtEnd = false

  private let descriptor: CInt
  private let isStopped: @Sendable () -> Bool
  private var held: [UInt8] = []
  /// Where in the stream ``held`` begins.
  private var start = 0

  /// The bytes that are kept behind the place that was read last: decoders look back by a few frames.
  private static let kept = 1 << 20
  /// How far ahead a read waits for what comes.
  private static let reach = 1 << 26
  private static let chunk = 1 << 16

  /// - Parameters:
  ///   - descriptor: An open file, pipe or socket, read by nobody else as long as this lives.
  ///   - isStopped: Asked at least ten times a second; where it is true, the stream ends.
  init(_ descriptor: CInt, isStopped: @escaping @Sendable () -> Bool) {
    self.descriptor = descriptor
    self.isStopped = isStopped
  }

  /// Where the bytes end that have come up to now.
  var end: Int { start + held.count }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard !buffer.isEmpty, offset >= start else { return 0 }
    guard offset < end + Self.reach else {
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      return buffer.count
    }
    while offset >= end, receive() {}
    let count = min(buffer.count, end - offset)
    guard count > 0 else { return 0 }
    held.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset - start..<offset - start + count]))
    }
    drop(before: offset - Self.kept)
    return count
  }

  /// The bytes from an offset on: `count` of them, or fewer at the end.
  func awaited(at offset: Int, count: Int) -> [UInt8] {
    while end < offset + count, receive() {}
    guard offset >= start, offset < end else { return [] }
    return Array(held[offset - start..<min(end, offset + count) - start])
  }

  /// Forgets what lies before an offset; seldom, because what is left has to be moved.
  private func drop(before offset: Int) {
    guard offset - start > Self.kept else { return }
    held.removeFirst(offset - start)
    start = offset
  }

  /// Takes what has come; waits for it where nothing has.
  private func receive() -> Bool {
    guard !isAtEnd, wait() else {
      isAtEnd = true
      return false
    }
    let count = take()
    isAtEnd = count == 0
    return count > 0
  }

  private func take() -> Int {
    let oldCount = held.count
    held += [UInt8](unsafeUninitializedCapacity: Self.chunk) { [descriptor] buffer, count in
      var result = systemRead(descriptor, buffer.baseAddress, buffer.count)
      while result < 0, errno == EINTR || errno == EAGAIN {
        result = systemRead(descriptor, buffer.baseAddress, buffer.count)
      }
      count = max(0, result)
      if result < 0 {
        failure = AudioError(.unreadable, "reading failed: \(String(cString: strerror(errno)))")
      }
    }
    return held.count - oldCount
  }

  /// Waits for a byte or the end; false where the stream is to be stopped.
  private func wait() -> Bool {
    while !isStopped() {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&request, 1, 100) != 0, request.revents != 0 || errno != EINTR { return true }
    }
    return false
  }
}

/// The system's `read`, whose name means another function inside the type.
private func systemRead(_ descriptor: CInt, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, bytes, count)
}
