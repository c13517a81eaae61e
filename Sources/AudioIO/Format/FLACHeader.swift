/// What the metadata in front of a FLAC stream say (RFC 9639, section 8), and where its frames begin.
struct FLACHeader {
  /// What a stream begins with.
  static let mark = Array("fLaC".utf8)
  /// The block that says what the sound is: its bytes, 34 of them; nil where it is missing or makes no sense.
  private(set) var streamInfo: [UInt8]?
  /// Where the frames begin, or at least what follows the last block that could be read.
  private(set) var framesOffset: Int

  private static let streamInfoLength = 34
  private static let blockLimit = 4096

  /// Reads the blocks; without the mark at `start` there are none.
  init(_ source: any ByteSource, at start: Int) {
    framesOffset = start
    guard source.bytes(at: start, count: 4) == Self.mark else { return }
    framesOffset = start + 4
    for _ in 0..<Self.blockLimit {
      let head = source.bytes(at: framesOffset, count: 4)
      guard head.count == 4, head[0] != 0xFF else { return }
      let length = head[1...].reduce(0) { $0 << 8 | Int($1) }
      framesOffset += 4
      // A length that is wrong: the decoder looks for the first frame from here on.
      guard framesOffset + length <= source.byteCount else { return }
      if head[0] & 0x7F == 0, streamInfo == nil {
        streamInfo = Self.checked(source.bytes(at: framesOffset, count: length))
      }
      framesOffset += length
      if head[0] & 0x80 != 0 { return }
    }
  }

  /// Whether a recording begins with these bytes, of which at least 42 are needed.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: mark) && bytes.dropFirst(4).first.map { $0 & 0x7F == 0 } == true
      && bytes.dropFirst(5).starts(with: [0, 0, UInt8(streamInfoLength)])
      && checked(Array(bytes.dropFirst(8).prefix(streamInfoLength))) != nil
  }

  /// The block, where its numbers can be those of a stream.
  private static func checked(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count == streamInfoLength else { return nil }
    let fields = ByteFields(bytes, isBigEndian: true)
    guard let least = fields.integer(at: 0, width: 2), let most = fields.integer(at: 2, width: 2), most >= 16,
      least <= most
    else { return nil }
    let header = Fields(bytes)
    return header.sampleRate > 0 && header.bitsPerSample >= 4 ? bytes : nil
  }

  /// The numbers in the block.
  private struct Fields {
    let sampleRate: Int
    let channelCount: Int
    let bitsPerSample: Int

    /// 20 bits of rate, 3 of channels, 5 of width; 36 of length follow.
    init(_ bytes: [UInt8]) {
      let packed = bytes[10..<18].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      sampleRate = Int(packed >> 44)
      channelCount = Int(packed >> 41 & 7) + 1
      bitsPerSample = Int(packed >> 36 & 31) + 1
    }
  }

  /// What the samples are; nil without the block.
  var shape: FLACShape? {
    streamInfo.map(Fields.init).map {
      FLACShape(
        channelCount: $0.channelCount, sampleRate: Double($0.sampleRate), bitsPerSample: $0.bitsPerSample)
    }
  }

  /// The bytes of a stream's beginning with no more metadata than the decoder needs, so that none of the rest has to be
  /// read, or trusted, by it.
  var leanBytes: [UInt8] {
    guard let streamInfo else { return [] }
    return Self.mark + [0x80, 0, 0, UInt8(Self.streamInfoLength)] + streamInfo
  }
}

/// What the samples of a FLAC frame are.
struct FLACShape: Equatable {
  let channelCount: Int
  let sampleRate: Double
  let bitsPerSample: Int
}
