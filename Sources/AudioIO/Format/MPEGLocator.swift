/// Finds where MPEG audio frames begin.
///
/// Four consecutive headers that fit together are a stream, as for most players: noise of a megabyte holds such a chain
/// about once in 2^40 times, a lone header two hundred times. Three count where the last frame ends with the input, and
/// fewer only where the first begins with it.
struct MPEGLocator {
  /// How far behind the tags the first frame may lie, in bytes: behind pictures whose tag has a wrong length, or behind
  /// padding. To look through all of it takes less than a tenth of a second.
  static let searchLimit = 1 << 26

  private static let chainLength = 4
  /// The frames that are enough where exactly behind them the input ends, or a tag begins.
  private static let wholeChainLength = 3
  /// Room for a whole chain of the longest frames behind every offset that is tried.
  private static let overlap = 16_384
  private static let windowLength = 65_536
  /// Headers of the free format that are tried, each by a search for the next frame; 64 MiB of noise have about 800.
  private static let freeFormatLimit = 4096

  let source: any ByteSource
  /// Where frames may lie.
  let range: Range<Int>

  /// The offset of the first frame and its header; nil when there is no stream.
  func locate() -> (offset: Int, header: MPEGFrameHeader)? {
    var start = range.lowerBound
    var freeFormatBudget = Self.freeFormatLimit
    let limit = min(range.upperBound, range.lowerBound + Self.searchLimit)
    while start < limit {
      let window = source.bytes(at: start, count: min(Self.windowLength, range.upperBound - start))
      let isLast = start + window.count >= range.upperBound || window.count < Self.windowLength
      let tried = isLast ? window.count : window.count - Self.overlap
      let found = window.withUnsafeBufferPointer {
        var window = Window(
          bytes: $0, isLast: isLast, isFirst: start == range.lowerBound, freeFormatBudget: freeFormatBudget)
        defer { freeFormatBudget = window.freeFormatBudget }
        return window.firstChain(below: tried)
      }
      if let found { return (start + found.offset, found.header) }
      if isLast { return nil }
      start += tried
    }
    return nil
  }

  /// Whether a tag begins here, as it may behind the last frame.
  static func isTrailer(_ bytes: some Collection<UInt8>) -> Bool {
    ["TAG", "APETAGEX", "LYRICS", "ID3"].contains { bytes.starts(with: $0.utf8) }
  }

  private struct Window {
    let bytes: UnsafeBufferPointer<UInt8>
    let isLast: Bool
    let isFirst: Bool
    var freeFormatBudget: Int

    mutating func firstChain(below end: Int) -> (offset: Int, header: MPEGFrameHeader)? {
      for offset in 0..<end where bytes[offset] == 0xFF {
        guard let header = MPEGFrameHeader(bytes, at: offset) else { continue }
        if isStream(header, at: offset) { return (offset, header) }
      }
      return nil
    }

    private mutating func isStream(_ first: MPEGFrameHeader, at offset: Int) -> Bool {
      guard let length = first.frameLength ?? freeFormatLength(first, at: offset) else { return false }
      var position = offset + length
      for found in 1..<MPEGLocator.chainLength {
        if position >= bytes.count || MPEGLocator.isTrailer(bytes[position...]) {
          let isWholeChain = found >= MPEGLocator.wholeChainLength && position <= bytes.count
          return isLast && (isWholeChain || (offset == 0 && isFirst))
        }
        guard let header = MPEGFrameHeader(bytes, at: position), header.isConsistent(with: first) else {
          return false
        }
        position += header.frameLength ?? length - (first.isPadded ? 1 : 0) + (header.isPadded ? 1 : 0)
      }
      return true
    }

    /// In the free format all frames have one length, up to the padding; the next header tells it.
    private mutating func freeFormatLength(_ first: MPEGFrameHeader, at offset: Int) -> Int? {
      let farthest = min(offset + 4096, bytes.count - 4)
      guard offset + 32 < farthest, freeFormatBudget > 0 else { return nil }
      freeFormatBudget -= 1
      return (offset + 32..<farthest).first {
        guard bytes[$0] == 0xFF, let next = MPEGFrameHeader(bytes, at: $0) else { return false }
        return next.isConsistent(with: first)
      }
      .map { $0 - offset }
    }
  }
}
