/// The length that an encoder wrote into the first MPEG frame: a Xing or Info tag (with LAME's delay and
/// padding behind it) or Fraunhofer's VBRI tag.
struct MPEGInfoTag: Equatable {
  /// How many frames of sound (samples of each channel) the stream has, without the encoder's padding.
  let frameCount: Int

  /// Reads the tag of the frame that begins with `bytes`; nil when there is none.
  init?(frame bytes: [UInt8], header: MPEGFrameHeader) {
    guard header.layer == 3 else { return nil }
    // The fields are 0 in VBRI's place when a Xing tag is there, and the other way round.
    if let coded = Self.vbriFrameCount(bytes) {
      frameCount = coded * header.samplesPerFrame
    } else if let (coded, trimmed) = Self.xingFrameCount(bytes, at: 4 + Self.sideInformationLength(header)) {
      frameCount = max(0, coded * header.samplesPerFrame - trimmed)
    } else {
      return nil
    }
  }

  private static func sideInformationLength(_ header: MPEGFrameHeader) -> Int {
    switch (header.version, header.channelCount) {
    case (.mpeg1, 1): 17
    case (.mpeg1, _): 32
    case (_, 1): 9
    default: 17
    }
  }

  private static func vbriFrameCount(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 54, bytes[36...].starts(with: Array("VBRI".utf8)) else { return nil }
    return bigEndian(bytes[50..<54])
  }

  private static func xingFrameCount(_ bytes: [UInt8], at offset: Int) -> (coded: Int, trimmed: Int)? {
    guard bytes.count >= offset + 12 else { return nil }
    let tag = bytes[offset...]
    let flags = bytes[offset + 7]
    guard tag.starts(with: Array("Xing".utf8)) || tag.starts(with: Array("Info".utf8)), flags & 1 != 0 else {
      return nil
    }
    let fields = [(1, 4), (2, 4), (4, 100), (8, 4)]
    let encoder = offset + 8 + fields.reduce(0) { $0 + (Int(flags) & $1.0 != 0 ? $1.1 : 0) }
    return (bigEndian(bytes[offset + 8..<offset + 12]), trimmedCount(bytes, encoder: encoder))
  }

  /// LAME's tag: 12 bits of delay and 12 of padding, 21 bytes behind the encoder's name.
  private static func trimmedCount(_ bytes: [UInt8], encoder: Int) -> Int {
    guard bytes.count >= encoder + 24, bytes[encoder] != 0 else { return 0 }
    let both = bigEndian(bytes[encoder + 21..<encoder + 24])
    return (both >> 12) + (both & 0xFFF)
  }

  private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
