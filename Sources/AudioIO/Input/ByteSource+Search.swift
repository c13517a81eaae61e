internal import GenreBase

extension ByteSource {
  /// Where in a range the first of some patterns begins, all of its bytes in the range; nil where none does.
  ///
  /// - Parameter patterns: of at least one byte, and equal lengths.
  func firstOffset(of patterns: [[UInt8]], in range: Range<Int>) -> Int? {
    guard let length = patterns.first?.count else { return nil }
    var offset = range.lowerBound
    while range.upperBound - offset >= length {
      let window = bytes(at: offset, count: min(65_536, range.upperBound - offset))
      guard window.count >= length else { return nil }
      if let found = patterns.compactMap({ Self.firstIndex(of: $0, in: window) }).min() {
        return offset + found
      }
      offset += window.count - length + 1
    }
    return nil
  }

  private static func firstIndex(of pattern: [UInt8], in window: [UInt8]) -> Int? {
    window.withUnsafeBytes { window in
      guard let start = window.baseAddress else { return nil }
      var index = 0
      while index + pattern.count <= window.count,
        let found = memchr(start + index, CInt(pattern[0]), window.count - pattern.count + 1 - index)
      {
        if memcmp(found, pattern, pattern.count) == 0 { return UnsafeRawPointer(found) - start }
        index = UnsafeRawPointer(found) - start + 1
      }
      return nil
    }
  }
}
