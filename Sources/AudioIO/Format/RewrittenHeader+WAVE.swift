extension RewrittenHeader {
  /// Any WAVE file as RIFF or RIFX: the format, the number of frames, the sound.
  static func wave(
    _ header: WaveHeader, _ container: AudioFormat.Container
  ) throws(AudioError) -> [SplicedBytes.Piece] {
    guard header.format != nil, let format = header.formatRange else {
      throw missing("format chunk", container)
    }
    guard !header.soundRanges.isEmpty else { throw missing("data chunk", container) }
    let isBigEndian = header.isBigEndian
    var chunks = chunk("fmt ", format, limit: WaveFormat.lengthLimit, isBigEndian: isBigEndian)
    if let fact = header.factRange, fact.count >= 4 {
      chunks += chunk("fact", fact, limit: 4, isBigEndian: isBigEndian)
    }
    return form(
      isBigEndian ? "RIFX" : "RIFF", "WAVE", chunks + data(header.soundRanges, isBigEndian: isBigEndian),
      isBigEndian: isBigEndian)
  }

  private static func data(_ sound: [Range<Int>], isBigEndian: Bool) -> [SplicedBytes.Piece] {
    let byteCount = sound.reduce(0) { $0 + $1.count }
    return [.bytes(head("data", byteCount, isBigEndian: isBigEndian))] + sound.map { .range($0) }
  }

  /// Samples of one byte or two behind a header of our own.
  static func wave(
    tag: Int, channelCount: Int, sampleRate: Int, bitsPerSample: Int, sound: [Range<Int>]
  ) -> [SplicedBytes.Piece] {
    let block = channelCount * bitsPerSample / 8
    let fields = [
      (tag, 2), (channelCount, 2), (sampleRate, 4), (sampleRate * block, 4), (block, 2), (bitsPerSample, 2),
    ]
    let format = fields.flatMap { bytes($0.0, width: $0.1, isBigEndian: false) }
    return form(
      "RIFF", "WAVE",
      [.bytes(head("fmt ", 16, isBigEndian: false) + format)] + data(sound, isBigEndian: false),
      isBigEndian: false)
  }
}
