import GenreTestSupport

/// WAVE files put together chunk by chunk, as odd as a test wants them.
struct WaveFileBytes {
  enum Kind: CaseIterable { case riff, rifx, rf64, bw64, wave64 }

  var kind = Kind.riff
  var formatTag = 1
  var bitsPerSample = 16
  var channelCount = 1
  var sampleRate = 22_050
  /// nil for the right one.
  var blockLength: Int?
  /// The channel mask, which makes the format an extensible one.
  var channelMask: Int?
  /// nil for all.
  var validBits: Int?

  private var isBigEndian: Bool { kind == .rifx }

  /// The format's chunk.
  var format: [UInt8] { chunk("fmt ", formatBody) }

  var formatBody: [UInt8] {
    let block = blockLength ?? channelCount * ((bitsPerSample + 7) / 8)
    let tag = channelMask == nil ? formatTag : 0xFFFE
    var body = [
      (tag, 2), (channelCount, 2), (sampleRate, 4), (sampleRate * block, 4), (block, 2), (bitsPerSample, 2),
    ]
    if let channelMask {
      body += [(22, 2), (validBits ?? bitsPerSample, 2), (channelMask, 4), (formatTag, 2)]
    }
    let fields = body.flatMap { integer($0.0, $0.1) }
    let guid: [UInt8] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]
    return fields + (channelMask == nil ? [] : guid)
  }

  func data(_ sound: [UInt8], declared: Int? = nil) -> [UInt8] {
    let isWide = kind == .rf64 || kind == .bw64
    return chunk("data", sound, declared: declared ?? (isWide ? 0xFFFF_FFFF : sound.count))
  }

  /// A chunk with the padding that its kind of file has.
  func chunk(_ name: String, _ body: [UInt8], declared: Int? = nil) -> [UInt8] {
    if kind == .wave64 {
      let exact = Array(name.utf8) + Self.guidTail + Self.little((declared ?? body.count) + 24, 8) + body
      return exact + [UInt8](repeating: 0, count: (8 - exact.count % 8) % 8)
    }
    return Array(name.utf8) + integer(declared ?? body.count, 4) + body + (body.count % 2 == 1 ? [0] : [])
  }

  /// The file around some chunks.
  ///
  /// - Parameter soundByteCount: what a `ds64` chunk says, where there is one.
  func file(_ chunks: [[UInt8]], soundByteCount: Int = 0, declared: Int? = nil) -> [UInt8] {
    let body = chunks.flatMap { $0 }
    if kind == .wave64 {
      return Self.wave64Mark + Self.little(40 + body.count, 8) + Array("wave".utf8) + Self.guidTail + body
    }
    let mark = ["RIFF", "RIFX", "RF64", "BW64"][Kind.allCases.firstIndex(of: kind) ?? 0]
    guard kind == .rf64 || kind == .bw64 else {
      return Array(mark.utf8) + integer(declared ?? 4 + body.count, 4) + Array("WAVE".utf8) + body
    }
    let sizes = [body.count + 40, soundByteCount, 0].flatMap { Self.little($0, 8) } + Self.little(0, 4)
    return Array(mark.utf8) + integer(0xFFFF_FFFF, 4) + Array("WAVE".utf8) + chunk("ds64", sizes) + body
  }

  /// The usual file.
  func callAsFunction(_ sound: [UInt8]) -> [UInt8] {
    file([format, data(sound)], soundByteCount: sound.count)
  }

  private func integer(_ value: Int, _ width: Int) -> [UInt8] {
    isBigEndian ? Self.little(value, width).reversed() : Self.little(value, width)
  }

  private static func little(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static let guidTail: [UInt8] = [
    0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A,
  ]
  private static let wave64Mark: [UInt8] = [
    0x72, 0x69, 0x66, 0x66, 0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00,
  ]
}
