/// What stands in front of the coded sound in a frame of layer III (ISO/IEC 11172-3, 2.4.1.7, and 13818-3): here, of two
/// channels, no more than how the transform of each granule is windowed.
struct MPEGSideInformation {
  /// The bytes from the header on that have to be there: the header, a checksum, the side information.
  static let reach = 4 + 2 + 32

  private let bytes: UnsafeRawBufferPointer
  private let isMPEG1: Bool

  /// - Parameters:
  ///   - header: of layer III with two channels.
  ///   - bytes: `reach` bytes from the header on.
  init(_ header: MPEGFrameHeader, bytes: UnsafeRawBufferPointer) {
    precondition(
      bytes.count >= Self.reach && header.layer == 3 && header.channelCount == 2, "no side information")
    self.bytes = UnsafeRawBufferPointer(rebasing: bytes[(header.hasChecksum ? 6 : 4)...])
    isMPEG1 = header.version == .mpeg1
  }

  /// Whether in each granule both channels are transformed with the same windows.
  var hasEqualWindows: Bool {
    (0..<(isMPEG1 ? 2 : 1)).allSatisfy { window(granule: $0, channel: 0) == window(granule: $0, channel: 1) }
  }

  /// The block type and whether the lowest subbands differ from it; 0 for the long blocks that need no mention.
  private func window(granule: Int, channel: Int) -> Int {
    // In front of the granules: where the data begin, private bits and, in MPEG-1, four shared scale factors a channel.
    let (start, length) = isMPEG1 ? (20, 59) : (10, 63)
    // In front of the flag: the lengths of the data and of the large values, the gain, the lengths of scale factors.
    let flag = start + (2 * granule + channel) * length + 12 + 9 + 8 + (isMPEG1 ? 4 : 9)
    return bit(flag) == 0 ? 0 : 8 | bit(flag + 1) << 2 | bit(flag + 2) << 1 | bit(flag + 3)
  }

  private func bit(_ position: Int) -> Int {
    Int(bytes[position >> 3] >> (7 - position & 7) & 1)
  }
}
