/// Finds the first whole frame of a FLAC stream whose beginning is missing, as where a program began to record in the
/// middle of a broadcast.
///
/// A frame counts whose header and content both have the right checksum and which the next frame follows: 2 x 8 and 16
/// bits, beside 14 bits of sync twice and the numbers that must fit, so that noise holds none.
struct FLACLocator {
  /// How far behind the tags the first whole frame may lie, in bytes.
  static let searchLimit = 1 << 18
  /// Headers that are tried. Noise of that length has one in 64 cases.
  private static let triedLimit = 16
  /// What the first frame and its successor take at most; frames of music are much shorter.
  private static let frameLimit = 1 << 18

  let source: any ByteSource
  let range: Range<Int>

  /// The offset of the first frame; nil where there is no stream.
  func locate() -> Int? {
    let count = min(range.count, Self.searchLimit + Self.frameLimit)
    let bytes = source.bytes(at: range.lowerBound, count: count)
    var tried = 0
    var offset = 0
    while offset < min(bytes.count, Self.searchLimit), tried < Self.triedLimit {
      if bytes[offset] == 0xFF, let header = FLACFrameHeader(bytes[offset...]) {
        tried += 1
        if header.isComplete, Self.isFrame(header, bytes[offset...]) { return range.lowerBound + offset }
      }
      offset += 1
    }
    return nil
  }

  /// Whether the frame that begins here ends, with its checksum, where the next one begins.
  private static func isFrame(_ header: FLACFrameHeader, _ bytes: ArraySlice<UInt8>) -> Bool {
    var checksum = FLACChecksum()
    var checked = bytes.startIndex
    var offset = checked + header.byteCount + 2
    while offset < min(bytes.endIndex, bytes.startIndex + frameLimit) {
      defer { offset += 1 }
      guard bytes[offset] == 0xFF, let next = FLACFrameHeader(bytes[offset...]), header.isFollowed(by: next)
      else { continue }
      checksum.add(bytes[checked..<offset])
      checked = offset
      // The checksum of a content with its checksum behind it is 0.
      if checksum.value == 0 { return true }
    }
    return false
  }
}

/// CRC-16 with the polynomial x^16 + x^15 + x^2 + 1, which ends each FLAC frame.
private struct FLACChecksum {
  private(set) var value: UInt16 = 0

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes {
      value ^= UInt16(byte) << 8
      for _ in 0..<8 { value = value & 0x8000 != 0 ? value << 1 ^ 0x8005 : value << 1 }
    }
  }
}
