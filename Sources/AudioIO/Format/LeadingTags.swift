/// Tags that stand in front of audio: ID3v2 (one or several), APEv2, and the zeros that pad them.
enum LeadingTags {
  /// The offset of the first byte behind all tags. A tag that claims to be longer than the input is taken
  /// for its header alone, so that the audio in it can still be searched for.
  static func end(in source: any ByteSource) -> Int {
    let (end, lastTag) = claimedEnd(in: source)
    guard let lastTag, end >= source.byteCount else { return end }
    return lastTag + 10
  }

  /// Where the tags say that they end, which may be behind what there is, and where the last of them begins; nil where
  /// there are none.
  static func claimedEnd(in source: any ByteSource) -> (end: Int, lastTag: Int?) {
    var offset = 0
    var lastTag: Int?
    while let length = tagLength(source.bytes(at: offset, count: 32)) {
      lastTag = offset
      let end = offset + length
      guard end < source.byteCount else { return (end, lastTag) }
      offset = skipZeros(in: source, from: end)
    }
    return (offset, lastTag)
  }

  private static func tagLength(_ head: [UInt8]) -> Int? { id3Length(head) ?? apeLength(head) }

  /// ID3v2: four 7-bit bytes of size at 6, without the header of 10 and a footer of 10.
  private static func id3Length(_ head: [UInt8]) -> Int? {
    guard head.count >= 10, head.starts(with: Array("ID3".utf8)), head[3] < 0xFF, head[4] < 0xFF,
      head[6...9].allSatisfy({ $0 < 0x80 })
    else { return nil }
    let size = head[6...9].reduce(0) { $0 << 7 | Int($1) }
    let hasFooter = head[5] & 0x10 != 0
    return 10 + size + (hasFooter ? 10 : 0)
  }

  /// APEv2: a little-endian size at 12, without the header of 32.
  private static func apeLength(_ head: [UInt8]) -> Int? {
    guard head.count >= 32, head.starts(with: Array("APETAGEX".utf8)) else { return nil }
    return 32 + head[12...15].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// Padding that some taggers leave uncounted. Zeros alone to the end are no padding of anything.
  private static func skipZeros(in source: any ByteSource, from start: Int) -> Int {
    var offset = start
    while offset - start < MPEGLocator.searchLimit {
      let window = source.bytes(at: offset, count: 65_536)
      if let first = window.firstIndex(where: { $0 != 0 }) { return offset + first }
      if window.isEmpty { return start }
      offset += window.count
    }
    return start
  }
}
