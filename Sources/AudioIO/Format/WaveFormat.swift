/// How the samples of a WAVE file are coded: its `fmt ` chunk (Microsoft's WAVEFORMATEX and WAVEFORMATEXTENSIBLE).
struct WaveFormat: Equatable {
  let tag: Int
  let channelCount: Int
  let sampleRate: Int
  /// The bytes of a frame, or of a block of a compressed encoding, as the file says.
  let blockLength: Int
  let bitsPerSample: Int

  /// PCM, float, A-law, mu-law: tags whose block is exactly one frame.
  static let framewiseTags: Set<Int> = [1, 3, 6, 7]
  static let mpegTags: Set<Int> = [0x50, 0x55]
  private static let extensibleTag = 0xFFFE
  /// The bytes of the chunk that matter; longer ones are cut.
  static let lengthLimit = 1024

  /// Nil where the chunk is too short, or says nothing of a sound.
  init?(_ fields: ByteFields) {
    guard let tag = fields.integer(at: 0, width: 2), let channelCount = fields.integer(at: 2, width: 2),
      let sampleRate = fields.integer(at: 4, width: 4), let blockLength = fields.integer(at: 12, width: 2),
      channelCount > 0
    else { return nil }
    self.tag = tag == Self.extensibleTag ? fields.integer(at: 24, width: 2) ?? 0 : tag
    self.channelCount = channelCount
    self.sampleRate = sampleRate
    self.blockLength = blockLength
    bitsPerSample = fields.integer(at: 14, width: 2) ?? 0
  }

  var isFramewise: Bool { Self.framewiseTags.contains(tag) }
  var isMPEG: Bool { Self.mpegTags.contains(tag) }
}
