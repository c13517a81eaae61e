/// How the samples of a WAVE file are coded: its `fmt ` chunk (Microsoft's WAVEFORMATEX and WAVEFORMATEXTENSIBLE).
struct WaveFormat: Equatable {
  /// What kind of coding; of an extensible format, the one inside.
  var tag: Int
  let channelCount: Int
  let sampleRate: Int
  /// The bytes of a frame, or of a block of a compressed encoding, as the file says; some recorders write 1.
  let blockLength: Int
  /// The bits of the field that holds a sample; fewer of them may be used, the upper ones.
  var bitsPerSample: Int
  /// Whether 24 bits lie in the lower bytes of four.
  var isPadded = false

  private static let extensibleTag = 0xFFFE
  /// PCM, float, A-law, mu-law: tags whose block is exactly one frame.
  private static let framewiseTags: Set<Int> = [1, 3, 6, 7]
  private static let mpegTags: Set<Int> = [0x50, 0x55]
  /// The bytes of the chunk that matter; longer ones are cut.
  static let lengthLimit = 1024

  /// Nil where the chunk is too short, or says nothing of a sound.
  init?(_ fields: ByteFields) {
    guard let tag = fields.integer(at: 0, width: 2), let channelCount = fields.integer(at: 2, width: 2),
      let sampleRate = fields.integer(at: 4, width: 4), let blockLength = fields.integer(at: 12, width: 2),
      channelCount > 0
    else { return nil }
    // Without the part that says what is inside, samples are what they mostly are.
    self.tag = tag == Self.extensibleTag ? fields.integer(at: 24, width: 2) ?? 1 : tag
    self.channelCount = channelCount
    self.sampleRate = sampleRate
    self.blockLength = blockLength
    let bits = fields.integer(at: 14, width: 2) ?? 0
    bitsPerSample = bits > 0 ? bits : 8 * (blockLength / channelCount)
  }

  /// Whether each frame stands for itself.
  var isFramewise: Bool { Self.framewiseTags.contains(tag) }
  var isMPEG: Bool { Self.mpegTags.contains(tag) }

  /// How one sample is coded; nil for compressed encodings, and for sizes that nobody reads.
  var encoding: SampleEncoding? {
    switch (tag, bitsPerSample) {
    case (1, 1...8): .unsigned8
    case (1, 9...16): .int16
    case (1, 17...24): isPadded ? .paddedInt24 : .int24
    case (1, 25...32): .int32
    case (3, 32): .float32
    case (3, 64): .float64
    case (6, _): .aLaw
    case (7, _): .muLaw
    default: nil
    }
  }

  /// The samples, by name, where they stand for themselves and are of a size that nobody reads.
  var unreadableName: String? {
    guard isFramewise, encoding == nil, bitsPerSample > 0 else { return nil }
    return "\(bitsPerSample)-bit \(tag == 3 ? "floats" : "integers")"
  }

  /// The bytes of a frame; nil where they are not known.
  var frameLength: Int? { encoding.map { $0.width * channelCount } }
}
