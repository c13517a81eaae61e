internal import GenreBase

/// A regular file as a ``ByteSource``.
///
/// Read with pread(2) through one buffer and never mapped: a mapped file that shrinks kills the process.
final class FileBytes: ByteSource {
  private let file: FileDescriptor
  let byteCount: Int
  private(set) var failure: AudioError?

  // The decoders ask for a few bytes at a time; a system call for each would cost more than decoding does.
  private let window: UnsafeMutableRawBufferPointer
  private var windowStart = 0
  private var windowCount = 0

  init(_ file: FileDescriptor, byteCount: Int) {
    self.file = file
    self.byteCount = byteCount
    window = .allocate(byteCount: 65_536, alignment: 16)
  }

  deinit { window.deallocate() }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard offset >= 0 else { return 0 }
    var copied = 0
    while copied < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[copied...])
      let count = step(at: offset + copied, into: rest)
      if count == 0 { break }
      copied += count
    }
    return copied
  }

  /// One copy out of the window, one refill, or one large read past the window.
  private func step(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if offset < windowStart || offset >= windowStart + windowCount {
      if buffer.count >= window.count { return systemRead(at: offset, into: buffer) }
      windowStart = offset
      windowCount = systemRead(at: offset, into: window)
    }
    let position = offset - windowStart
    let count = min(buffer.count, windowCount - position)
    guard count > 0 else { return 0 }
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: window[position..<position + count]))
    return count
  }

  private func systemRead(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard failure == nil else { return 0 }
    while true {
      let count = pread(file.number, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 { return count }
      if errno == EINTR { continue }
      failure = AudioError(.unreadable, "reading failed: \(FileDescriptor.reason(errno))")
      return 0
    }
  }
}
