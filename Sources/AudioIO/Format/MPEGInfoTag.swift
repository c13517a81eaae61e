/// The length that an encoder wrote into the first MPEG frame: a Xing or Info tag (with LAME's delay and
/// padding behind it) or Fraunhofer's VBRI tag.
struct MPEGInfoTag: Equatable {
  /// How many frames of sound (samples of each channel) the stream has, without the encoder's padding.
  let frameCount: Int

  /// What a tag says.
  private struct Fields {
    /// MPEG frames.
    var coded: Int
    /// Their bytes; nil where the tag doesn't say.
    var byteCount: Int?
    /// Samples of each channel that are the encoder's delay and padding.
    var trimmed = 0
  }

  /// Reads the tag of the frame that begins with `bytes`.
  ///
  /// - Parameter byteCount: how many bytes there are from the frame on.
  /// - Returns: nil when there is none, or when no stream of its length can have so many frames.
  init?(frame bytes: [UInt8], header: MPEGFrameHeader, byteCount: Int) {
    guard header.layer == 3 else { return nil }
    // The fields are 0 in VBRI's place when a Xing tag is there, and the other way round.
    let xing = { Self.xing(bytes, at: 4 + Self.sideInformationLength(header)) }
    guard let fields = Self.vbri(bytes) ?? xing(),
      Self.isPlausible(fields, header: header, available: byteCount)
    else { return nil }
    frameCount = max(0, fields.coded * header.samplesPerFrame - fields.trimmed)
  }

  /// The share of a stream that has to be there for a tag without a number of bytes to be believed: what was cut off is
  /// to be told from a number that is wrong.
  private static let leastShare = 20
  /// The same for a tag with such a number.
  private static let leastShareOfBytes = 1000

  /// Whether frames of the bit rates that there are can be so many in so many bytes.
  private static func isPlausible(_ fields: Fields, header: MPEGFrameHeader, available: Int) -> Bool {
    let claimed = fields.byteCount ?? available * leastShare
    guard fields.coded > 0, claimed <= available * leastShareOfBytes else { return false }
    return (fields.coded - 1) * header.shortestFrameLength <= claimed
  }

  private static func sideInformationLength(_ header: MPEGFrameHeader) -> Int {
    switch (header.version, header.channelCount) {
    case (.mpeg1, 1): 17
    case (.mpeg1, _): 32
    case (_, 1): 9
    default: 17
    }
  }

  private static func vbri(_ bytes: [UInt8]) -> Fields? {
    guard bytes.count >= 54, bytes[36...].starts(with: Array("VBRI".utf8)) else { return nil }
    return Fields(coded: bigEndian(bytes[50..<54]), byteCount: bigEndian(bytes[46..<50]))
  }

  private static func xing(_ bytes: [UInt8], at offset: Int) -> Fields? {
    guard bytes.count >= offset + 12 else { return nil }
    let tag = bytes[offset...]
    let flags = bytes[offset + 7]
    guard tag.starts(with: Array("Xing".utf8)) || tag.starts(with: Array("Info".utf8)), flags & 1 != 0 else {
      return nil
    }
    let fields = [(1, 4), (2, 4), (4, 100), (8, 4)]
    let encoder = offset + 8 + fields.reduce(0) { $0 + (Int(flags) & $1.0 != 0 ? $1.1 : 0) }
    let hasByteCount = flags & 2 != 0 && bytes.count >= offset + 16
    return Fields(
      coded: bigEndian(bytes[offset + 8..<offset + 12]),
      byteCount: hasByteCount ? bigEndian(bytes[offset + 12..<offset + 16]) : nil,
      trimmed: trimmedCount(bytes, encoder: encoder))
  }

  /// LAME's tag: 12 bits of delay and 12 of padding, 21 bytes behind the encoder's name.
  private static func trimmedCount(_ bytes: [UInt8], encoder: Int) -> Int {
    guard bytes.count >= encoder + 24, bytes[encoder] != 0 else { return 0 }
    let both = bigEndian(bytes[encoder + 21..<encoder + 24])
    return (both >> 12) + (both & 0xFFF)
  }

  private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
