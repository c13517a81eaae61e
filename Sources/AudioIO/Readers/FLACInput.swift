internal import GenreBase

/// What libFLAC reads: a few bytes of metadata, and frames up to the end or to the next recording in the same file.
final class FLACInput {
  private let cursor: ByteCursor
  private let head: [UInt8]
  /// How much of the head was read.
  private var headPosition = 0
  private let findsNext: Bool
  /// Where the next recording begins, in the source; nil as long as none was met.
  private(set) var nextRecording: Int?

  /// The mark, the type and length of the first block, and the block.
  private static let headerLength = 42

  /// - Parameters:
  ///   - head: what comes in front of the cursor's bytes.
  ///   - findsNext: whether to stop in front of another recording. Frames hold no bytes that look like one.
  init(_ cursor: ByteCursor, head: [UInt8], findsNext: Bool) {
    self.cursor = cursor
    self.head = head
    self.findsNext = findsNext
  }

  /// Copies what comes next; 0 at the end, nil when the task was cancelled.
  func read(into address: UnsafeMutablePointer<UInt8>, count: Int) -> Int? {
    if Task.isCancelled { return nil }
    if headPosition < head.count {
      let given = min(count, head.count - headPosition)
      for index in 0..<given { address[index] = head[headPosition + index] }
      headPosition += given
      return given
    }
    guard nextRecording == nil else { return 0 }
    let given = cursor.read(into: address, count: count)
    guard findsNext, let end = recording(in: UnsafeBufferPointer(start: address, count: given)) else {
      return given
    }
    nextRecording = cursor.start + cursor.position - given + end
    return end
  }

  /// The head and what the cursor has, in bytes.
  var byteCount: Int { head.count + cursor.byteCount }

  /// Where the next byte lies among them.
  var position: Int { headPosition + cursor.position }

  /// Whether there is nothing more to read.
  var isAtEnd: Bool { nextRecording != nil || position >= byteCount }

  /// Goes to a byte.
  func seek(to position: Int) -> Bool {
    nextRecording = nil
    headPosition = min(position, head.count)
    return cursor.seek(to: position - headPosition, whence: SEEK_SET) >= 0
  }

  /// Where among bytes just read a recording begins.
  private func recording(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = bytes.baseAddress else { return nil }
    var searched = 0
    while searched < bytes.count, let found = memchr(start + searched, 0x66, bytes.count - searched) {
      let offset = start.distance(to: found.assumingMemoryBound(to: UInt8.self))
      if begins(bytes, offset) { return offset }
      searched = offset + 1
    }
    return nil
  }

  private func begins(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    // What is there of the mark decides most cases; the rest may lie behind what was read.
    guard zip(bytes[offset...], FLACHeader.mark).allSatisfy({ $0 == $1 }) else { return false }
    let position = cursor.position
    defer { _ = cursor.seek(to: position, whence: SEEK_SET) }
    _ = cursor.seek(to: position - bytes.count + offset, whence: SEEK_SET)
    let header = [UInt8](unsafeUninitializedCapacity: Self.headerLength) { buffer, count in
      count = cursor.read(into: buffer.baseAddress, count: Self.headerLength)
    }
    return FLACHeader.begins(header[...])
  }
}
