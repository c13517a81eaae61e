/// The checksum of an Ogg page (RFC 3533, section 6), for pages that a test changes or makes.
enum OggChecksum {
  /// Writes the right checksum into the page that begins at `offset`.
  static func mend(_ bytes: inout [UInt8], pageAt offset: Int) {
    let segmentCount = Int(bytes[offset + 26])
    let lengths = bytes[offset + 27..<offset + 27 + segmentCount]
    let end = offset + 27 + segmentCount + lengths.reduce(0) { $0 + Int($1) }
    for place in 22..<26 { bytes[offset + place] = 0 }
    let checksum = value(of: bytes[offset..<end])
    for place in 0..<4 {
      bytes[offset + 22 + place] = UInt8(truncatingIfNeeded: checksum >> (8 * UInt32(place)))
    }
  }

  private static func value(of page: ArraySlice<UInt8>) -> UInt32 {
    page.reduce(0) { checksum, byte in
      (0..<8).reduce(checksum ^ UInt32(byte) << 24) { value, _ in
        value & 0x8000_0000 != 0 ? value << 1 ^ 0x04C1_1DB7 : value << 1
      }
    }
  }
}
