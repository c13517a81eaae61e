/// The four bytes in front of every MPEG audio frame (ISO/IEC 11172-3, 13818-3, and the unofficial 2.5).
struct MPEGFrameHeader: Equatable {
  enum Version: Int {
    case mpeg25 = 0
    case mpeg2 = 2
    case mpeg1 = 3
  }

  let version: Version
  /// 1 to 3.
  let layer: Int
  /// In kbit/s; nil for the free format, whose frames don't say their length.
  let bitRate: Int?
  /// In Hz.
  let sampleRate: Int
  let isPadded: Bool
  let channelCount: Int
  let hasChecksum: Bool

  /// Reads a header at `offset`; nil when there is none.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
    guard offset >= 0, offset + 4 <= bytes.count, bytes[offset] == 0xFF, bytes[offset + 1] >= 0xE0 else {
      return nil
    }
    let (second, third, fourth) = (bytes[offset + 1], bytes[offset + 2], bytes[offset + 3])
    guard let version = Version(rawValue: Int(second >> 3 & 3)) else { return nil }
    let layerBits = Int(second >> 1 & 3)
    let rateIndex = Int(third >> 2 & 3)
    let bitRateIndex = Int(third >> 4)
    guard layerBits != 0, rateIndex != 3, bitRateIndex != 15, fourth & 3 != 2 else { return nil }
    self.version = version
    layer = 4 - layerBits
    bitRate = bitRateIndex == 0 ? nil : Self.bitRates(version, layer)[bitRateIndex - 1]
    sampleRate =
      [44_100, 48_000, 32_000][rateIndex] / [.mpeg1: 1, .mpeg2: 2, .mpeg25: 4][version, default: 1]
    isPadded = third & 2 != 0
    channelCount = fourth >> 6 == 3 ? 1 : 2
    hasChecksum = second & 1 == 0
  }

  private static func bitRates(_ version: Version, _ layer: Int) -> [Int] {
    switch (version, layer) {
    case (.mpeg1, 1): [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448]
    case (.mpeg1, 2): [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384]
    case (.mpeg1, _): [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
    case (_, 1): [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256]
    default: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
    }
  }

  /// Samples of each channel in one frame.
  var samplesPerFrame: Int {
    switch (layer, version) {
    case (1, _): 384
    case (2, _), (_, .mpeg1): 1152
    default: 576
    }
  }

  /// The bytes from this header to the next; nil in the free format.
  var frameLength: Int? {
    guard let bitRate else { return nil }
    let slotLength = layer == 1 ? 4 : 1
    let slots = samplesPerFrame / 8 / slotLength * bitRate * 1000 / sampleRate
    return (slots + (isPadded ? 1 : 0)) * slotLength
  }

  /// The bytes of a frame at the lowest bit rate of its kind.
  var shortestFrameLength: Int {
    let slotLength = layer == 1 ? 4 : 1
    return samplesPerFrame / 8 / slotLength * Self.bitRates(version, layer)[0] * 1000 / sampleRate
      * slotLength
  }

  /// Whether both can be frames of one stream.
  func isConsistent(with other: MPEGFrameHeader) -> Bool {
    version == other.version && layer == other.layer && sampleRate == other.sampleRate
      && (bitRate == nil) == (other.bitRate == nil)
  }

  /// As in `MPEG-2 layer III`.
  var name: String {
    let version = [.mpeg1: "1", .mpeg2: "2", .mpeg25: "2.5"][version, default: "1"]
    return "MPEG-\(version) layer \(String(repeating: "I", count: layer))"
  }
}
