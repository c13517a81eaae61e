extension RewrittenHeader {
  /// Creative Voice as WAV: blocks of a kind, a length of 24 bits and a content, up to one of kind 0.
  static func voc(_ source: any ByteSource, at start: Int) throws(AudioError) -> [SplicedBytes.Piece] {
    var voice = VoiceBlocks()
    let header = ByteFields(source.bytes(at: start, count: 26))
    var offset = start + max(22, header.integer(at: 20, width: 2) ?? 26)
    // As for chunks: a file of empty blocks must not be walked for minutes.
    for _ in 0..<ChunkWalker.chunkLimit {
      let head = ByteFields(source.bytes(at: offset, count: 4))
      guard let kind = head.integer(at: 0, width: 1), kind != 0, let length = head.integer(at: 1, width: 3)
      else { break }
      let body = (offset + 4..<source.byteCount).prefix(length)
      try voice.add(kind, body, ByteFields(source.bytes(at: body.lowerBound, count: min(12, body.count))))
      offset = offset + 4 + length
    }
    guard let coding = voice.coding else { throw missing("block of sound", .voc) }
    return wave(
      tag: coding.tag, channelCount: coding.channelCount, sampleRate: coding.sampleRate,
      bitsPerSample: coding.bitsPerSample, sound: voice.sound)
  }
}

/// The blocks of a Creative Voice file that hold sound.
private struct VoiceBlocks {
  struct Coding: Equatable {
    /// As in a WAVE file.
    let tag: Int
    let bitsPerSample: Int
    let channelCount: Int
    let sampleRate: Int
  }

  private(set) var coding: Coding?
  private(set) var sound: [Range<Int>] = []
  /// What a block of kind 8 says of the next.
  private var extended: (channelCount: Int, sampleRate: Int)?

  /// Notes a block.
  ///
  /// - Parameter fields: the beginning of its content.
  mutating func add(_ kind: Int, _ body: Range<Int>, _ fields: ByteFields) throws(AudioError) {
    switch kind {
    case 1:
      guard let divisor = fields.integer(at: 0, width: 1), let codec = fields.integer(at: 1, width: 1) else {
        return
      }
      let (channels, rate) = extended ?? (1, 1_000_000 / (256 - divisor))
      extended = nil
      try add(body.dropFirst(2), codec, channels, rate)
    case 2: if coding != nil { sound.append(body) }
    case 8:
      guard let divisor = fields.integer(at: 0, width: 2), let mode = fields.integer(at: 3, width: 1) else {
        return
      }
      let channels = mode == 1 ? 2 : 1
      extended = (channels, 256_000_000 / (channels * (65_536 - divisor)))
    case 9:
      guard let rate = fields.integer(at: 0, width: 4), let channels = fields.integer(at: 5, width: 1),
        let codec = fields.integer(at: 6, width: 2)
      else { return }
      try add(body.dropFirst(12), codec, channels, rate)
    default: break
    }
  }

  private mutating func add(
    _ body: Range<Int>, _ codec: Int, _ channelCount: Int, _ sampleRate: Int
  ) throws(AudioError) {
    guard let (tag, bits) = [0: (1, 8), 4: (1, 16), 6: (6, 8), 7: (7, 8)][codec] else {
      throw AudioError(
        .unsupported,
        "is a VOC file of codec \(codec), which can't be decoded here; convert it first: "
          + "ffmpeg -i INPUT output.flac")
    }
    let found = Coding(tag: tag, bitsPerSample: bits, channelCount: channelCount, sampleRate: sampleRate)
    guard coding == nil || coding == found else {
      throw AudioError(
        .unsupported,
        "is a VOC file whose parts differ in rate or channels, which can't be decoded here; convert it first: "
          + "ffmpeg -i INPUT output.flac")
    }
    coding = found
    sound.append(body)
  }
}
