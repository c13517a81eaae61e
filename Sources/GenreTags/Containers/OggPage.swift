import GenreKit

/// A page of an Ogg stream.
struct OggPage: Sendable {
  /// The page in the file.
  let range: Range<Int>
  let lengths: [UInt8]
  let content: [UInt8]
  let serial: [UInt8]
  /// The first 27 bytes.
  private let header: [UInt8]

  init(_ source: ByteSource, at offset: Int) throws(GenreError) {
    header = try source.bytes(offset..<offset + 27)
    guard header.starts(with: "OggS\0".utf8) else {
      throw source.damaged("one of its first pages is damaged")
    }
    serial = Array(header[14..<18])
    lengths = try source.bytes(offset + 27..<offset + 27 + Int(header[26]))
    let start = offset + 27 + lengths.count
    range = offset..<start + lengths.reduce(0) { $0 + Int($1) }
    content = try source.bytes(start..<range.upperBound)
  }

  /// The page with another part of the packets.
  func replaced(lengths: [UInt8], content: ArraySlice<UInt8>, isContinued: Bool) -> [UInt8] {
    var page = header + lengths + content
    page[5] = page[5] & 0xFE | (isContinued ? 1 : 0)
    // A page on which no packet ends has no position.
    let position: UInt8 = lengths.contains { $0 < 255 } ? 0 : 0xFF
    for index in 6..<14 { page[index] = position }
    for index in 22..<26 { page[index] = 0 }
    page[26] = UInt8(lengths.count)
    page.replaceSubrange(22..<26, with: Integers.little(Int(Self.checksum(page)), 4))
    return page
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index) << 24) { sum, _ in sum & 0x8000_0000 != 0 ? sum << 1 ^ 0x04C1_1DB7 : sum << 1
    }
  }

  private static func checksum(_ page: [UInt8]) -> UInt32 {
    page.reduce(0) { $0 << 8 ^ table[Int($0 >> 24 ^ UInt32($1))] }
  }
}
