/// How many frames a PCM container announces. libsndfile silently cuts that number to what the file holds,
/// and then nobody would learn that half of it is missing.
enum DeclaredLength {
  static func frameCount(_ container: AudioFormat.Container, _ source: any ByteSource, at start: Int) -> Int?
  {
    switch container {
    case .aiff: aiff(source, at: start)
    case .au: au(source, at: start)
    case .caf: CAFHeader.declaredFrameCount(source, at: start)
    default: nil
    }
  }

  /// What sox writes for the bytes of sound in an AIFF that goes to a pipe, and cannot be corrected in the end.
  private static let unknownAIFFLength = 0x7F00_0000

  /// AIFF: the COMM chunk has the number of channels at 0, of frames at 2, and the bits of a sample at 6.
  private static func aiff(_ source: any ByteSource, at start: Int) -> Int? {
    for chunk in ChunkWalker(source, from: start + 12, layout: .iff) where chunk.name == "COMM" {
      let fields = ByteFields(source.bytes(at: chunk.body.lowerBound, count: 8), isBigEndian: true)
      guard let channels = fields.integer(at: 0, width: 2), let frames = fields.integer(at: 2, width: 4),
        let bits = fields.integer(at: 6, width: 2)
      else { return nil }
      let frameLength = channels * ((bits + 7) / 8)
      return (unknownAIFFLength - frameLength...unknownAIFFLength).contains(frames * frameLength)
        ? nil : frames
    }
    return nil
  }

  /// AU: offset 8 has the bytes of sound, 12 the encoding, 20 the channels.
  private static func au(_ source: any ByteSource, at start: Int) -> Int? {
    let bytes = source.bytes(at: start, count: 24)
    let fields = ByteFields(bytes, isBigEndian: bytes.starts(with: Array(".snd".utf8)))
    guard let count = fields.integer(at: 8, width: 4), count != 0xFFFF_FFFF,
      let encoding = fields.integer(at: 12, width: 4), let channels = fields.integer(at: 20, width: 4),
      let width = [1: 1, 2: 1, 3: 2, 4: 3, 5: 4, 6: 4, 7: 8, 27: 1][encoding], channels > 0
    else { return nil }
    return count / (width * channels)
  }
}
