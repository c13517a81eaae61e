/// How many frames a PCM container announces. libsndfile silently cuts that number to what the file holds,
/// and then nobody would learn that half of it is missing.
enum DeclaredLength {
  static func frameCount(_ container: AudioFormat.Container, _ source: any ByteSource, at start: Int) -> Int?
  {
    switch container {
    case .wav, .rf64: WaveHeader(source, at: start).declaredFrameCount
    case .aiff: aiff(source, at: start)
    case .au: au(source, at: start)
    case .caf: CAFHeader(source, at: start).declaredFrameCount
    case .wave64: wave64(source, at: start)
    default: nil
    }
  }

  /// What sox writes for the bytes of sound in an AIFF that goes to a pipe, and cannot be corrected in the end.
  private static let unknownAIFFLength = 0x7F00_0000

  /// AIFF: the COMM chunk has the number of channels at 0, of frames at 2, and the bits of a sample at 6.
  private static func aiff(_ source: any ByteSource, at start: Int) -> Int? {
    var offset = start + 12
    for _ in 0..<64 {
      let head = ByteFields(source.bytes(at: offset, count: 16), isBigEndian: true)
      guard let length = head.integer(at: 4, width: 4) else { return nil }
      if head.bytes.starts(with: Array("COMM".utf8)) {
        guard let channels = head.integer(at: 8, width: 2), let frames = head.integer(at: 10, width: 4),
          let bits = head.integer(at: 14, width: 2)
        else { return nil }
        let frameLength = channels * ((bits + 7) / 8)
        return (unknownAIFFLength - frameLength...unknownAIFFLength).contains(frames * frameLength)
          ? nil : frames
      }
      offset += 8 + length + length % 2
    }
    return nil
  }

  /// Wave64: chunks of a GUID and a length of 64 bits that counts them too, on multiples of 8.
  private static func wave64(_ source: any ByteSource, at start: Int) -> Int? {
    var offset = start + 40
    var blockLength: Int?
    for _ in 0..<64 {
      let head = ByteFields(source.bytes(at: offset, count: 40))
      guard let length = head.integer(at: 16, width: 8), (24..<1 << 48).contains(length) else { return nil }
      if head.bytes.starts(with: Array("fmt ".utf8)) {
        guard let tag = head.integer(at: 24, width: 2), WaveHeader.framewiseTags.contains(tag) else {
          return nil
        }
        blockLength = head.integer(at: 36, width: 2)
      } else if head.bytes.starts(with: Array("data".utf8)) {
        guard let blockLength, blockLength > 0 else { return nil }
        return (length - 24) / blockLength
      }
      offset += (length + 7) & ~7
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
