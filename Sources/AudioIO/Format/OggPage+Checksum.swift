extension OggPage {
  /// The remainders of each byte for the generator 0x04C11DB7 (RFC 3533, section 6).
  private static let remainders: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte) << 24) { value, _ in
      value & 0x8000_0000 != 0 ? value << 1 ^ 0x04C1_1DB7 : value << 1
    }
  }

  /// Whether the checksum of a whole page is right.
  static func hasRightChecksum(_ page: [UInt8]) -> Bool {
    let field = 22..<26
    guard page.count >= 27 else { return false }
    var checksum: UInt32 = 0
    for (index, byte) in page.enumerated() {
      let byte = field.contains(index) ? 0 : byte
      checksum = checksum << 8 ^ remainders[Int(checksum >> 24 ^ UInt32(byte))]
    }
    return page[field].reversed().reduce(0) { $0 << 8 | UInt32($1) } == checksum
  }
}
