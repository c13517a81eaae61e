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
    for (name, limit) in [("desc", 32), ("kuki", 4096), ("pakt", Int.max)] {
      guard let body = found[name]?.prefix(limit) else { continue }
      pieces += [.bytes(head(name, body.count, width: 8)), .range(body)]
    }
    // Four bytes that count the edits stand in front of the sound.
    let sound = data.dropFirst(4)
    pieces += [
      .bytes(head("data", 4 + sound.count, width: 8) + [0, 0, 0, 0]), .range(sound),
    ]
    return pieces
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
