/// The header of a page of an Ogg file (RFC 3533): what can be told without decoding.
struct OggPage {
  /// Whether a stream begins with it.
  let isFirst: Bool
  /// Whether a stream ends with it.
  let isLast: Bool
  /// The number of its stream.
  let serial: UInt32
  /// Its bytes, header and all.
  let byteCount: Int
  /// The beginning of what it holds, as much as was given.
  let content: ArraySlice<UInt8>

  /// The bytes of the longest header, 27 and the lengths of up to 255 segments, and what tells a codec behind it.
  static let headLimit = 27 + 255 + 16
  /// What every page begins with.
  static let mark = Array("OggS".utf8)

  /// Nil unless the bytes begin with a whole header.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count >= 27, bytes.starts(with: Self.mark) else { return nil }
    let segmentCount = Int(bytes[bytes.startIndex + 26])
    let segments = bytes.dropFirst(27).prefix(segmentCount)
    guard segments.count == segmentCount else { return nil }
    let flags = bytes[bytes.startIndex + 5]
    isFirst = flags & 2 != 0
    isLast = flags & 4 != 0
    serial = bytes.dropFirst(14).prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    byteCount = 27 + segmentCount + segments.reduce(0) { $0 + Int($1) }
    content = bytes.dropFirst(27 + segmentCount).prefix(byteCount - 27 - segmentCount)
  }
}
