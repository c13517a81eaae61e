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
      if let found = Self.firstIndex(of: patterns, length, in: window) { return offset + found }
      offset += window.count - length + 1
    }
    return nil
  }

  private static func firstIndex(of patterns: [[UInt8]], _ length: Int, in window: [UInt8]) -> Int? {
    let beginnings = Set(patterns.map { $0[0] })
    let (least, greatest) = (beginnings.min() ?? 0, beginnings.max() ?? 0)
    return window.withUnsafeBufferPointer { window in
      for index in 0...(window.count - length) where window[index] >= least && window[index] <= greatest {
        let rest = UnsafeBufferPointer(rebasing: window[index...])
        if patterns.contains(where: { rest.starts(with: $0) }) { return index }
      }
      return nil
    }
  }
}
