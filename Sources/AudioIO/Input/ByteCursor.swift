internal import GenreBase

/// A part of a ``ByteSource`` with a position, as the C libraries expect a file to be.
final class ByteCursor {
  private let source: any ByteSource
  private let range: Range<Int>
  private(set) var position = 0

  init(_ source: any ByteSource, range: Range<Int>) {
    self.source = source
    self.range = range
  }

  var byteCount: Int { range.count }

  /// Where in the source the cursor's first byte lies.
  var start: Int { range.lowerBound }

  func read(into address: UnsafeMutableRawPointer?, count: Int) -> Int {
    let wanted = min(count, range.count - position)
    guard let address, wanted > 0 else { return 0 }
    let buffer = UnsafeMutableRawBufferPointer(start: address, count: wanted)
    let given = source.read(at: range.lowerBound + position, into: buffer)
    position += given
    return given
  }

  /// As lseek(2): the new position, or -1 when it can't be.
  func seek(to offset: Int, whence: CInt) -> Int {
    let base: Int
    switch whence {
    case SEEK_SET: base = 0
    case SEEK_CUR: base = position
    case SEEK_END: base = range.count
    default: return -1
    }
    let (target, overflow) = base.addingReportingOverflow(offset)
    guard !overflow, target >= 0 else { return -1 }
    position = min(target, range.count)
    return position
  }
}
