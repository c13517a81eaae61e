extension RewrittenHeader {
  /// CAF: `desc` says what the sound is, `kuki` and `pakt` belong to compressed sound, `data` holds it.
  static func caf(_ source: any ByteSource, at start: Int) throws(AudioError) -> [SplicedBytes.Piece] {
    var found: [String: Range<Int>] = [:]
    for chunk in ChunkWalker(source, from: start + 8, layout: .caf) where found[chunk.name] == nil {
      if ["desc", "kuki", "pakt", "data"].contains(chunk.name) { found[chunk.name] = chunk.body }
    }
    guard let description = found["desc"], description.count >= 32 else {
      throw missing("desc chunk", .caf)
    }
    guard let data = found["data"] else { throw missing("data chunk", .caf) }
    var pieces: [SplicedBytes.Piece] = [.range(start..<start + 8)]
    let kept = source.bytes(at: description.lowerBound, count: 32)
    pieces.append(.bytes(head("desc", 32, width: 8) + withBits(kept, cookie: found["kuki"], source)))
    let tables = [
      ("kuki", found["kuki"]?.prefix(4096)), ("pakt", found["pakt"].map { wholePackets($0, source) }),
    ]
    for case (let name, let body?) in tables {
      pieces += [.bytes(head(name, body.count, width: 8)), .range(body)]
    }
    // Four bytes that count the edits stand in front of the sound.
    let sound = data.dropFirst(4)
    pieces += [
      .bytes(head("data", 4 + sound.count, width: 8) + [0, 0, 0, 0]), .range(sound),
    ]
    return pieces
  }

  /// The part of a packet table with whole entries; libsndfile prints a line for any other, and ends there.
  ///
  /// Behind a head of 24 bytes, each entry is a length of one to five bytes, all but its last with the highest bit set.
  private static func wholePackets(_ table: Range<Int>, _ source: any ByteSource) -> Range<Int> {
    var (entry, offset) = (table.lowerBound + 24, table.lowerBound + 24)
    while offset < table.upperBound {
      let window = source.bytes(at: offset, count: min(65_536, table.upperBound - offset))
      guard !window.isEmpty else { break }
      for byte in window {
        offset += 1
        if byte < 0x80 { entry = offset } else if offset - entry >= 5 { return table.lowerBound..<entry }
      }
    }
    return table.prefix(max(24, entry - table.lowerBound))
  }

  /// FFmpeg leaves the flags of ALAC at 0, which for libsndfile is no number of bits. The decoder's own header has it, 5
  /// bytes behind its beginning, in front of which there may be two atoms of 12 bytes.
  private static func withBits(_ description: [UInt8], cookie: Range<Int>?, _ source: any ByteSource)
    -> [UInt8]
  {
    guard let cookie, description[8..<12].elementsEqual("alac".utf8),
      description[12..<16].allSatisfy({ $0 == 0 })
    else { return description }
    let bytes = source.bytes(at: cookie.lowerBound, count: min(cookie.count, 48))
    let start = bytes.dropFirst(4).starts(with: "frma".utf8) ? 24 : 0
    guard bytes.count > start + 5, let flag: UInt8 = [16: 1, 20: 2, 24: 3, 32: 4][bytes[start + 5]] else {
      return description
    }
    return description[..<15] + [flag] + description[16...]
  }

  /// AU: a header of 24 bytes, and a text of any length in front of the sound.
  static func au(_ source: any ByteSource, at start: Int) throws(AudioError) -> [SplicedBytes.Piece] {
    let bytes = source.bytes(at: start, count: 24)
    let isBigEndian = bytes.starts(with: Array(".snd".utf8))
    let fields = ByteFields(bytes, isBigEndian: isBigEndian)
    guard let offset = fields.integer(at: 4, width: 4), let length = fields.integer(at: 8, width: 4),
      bytes.count == 24, offset >= 24, offset <= source.byteCount - start
    else { throw missing("header", .au) }
    // All bits set stand for "to the end".
    let sound = (start + offset..<source.byteCount).prefix(length == 0xFFFF_FFFF ? .max : length)
    let lengths = [24, sound.count].flatMap { Self.bytes($0, width: 4, isBigEndian: isBigEndian) }
    return [.bytes(bytes[..<4] + lengths + bytes[12...]), .range(sound)]
  }
}
