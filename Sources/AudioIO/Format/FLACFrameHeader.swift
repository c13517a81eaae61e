/// The header of a FLAC frame (RFC 9639, section 9.1), as far as it takes to tell that there is one.
struct FLACFrameHeader {
  /// Its bytes, checksum included.
  let byteCount: Int
  /// The code of the sample rate, of the channels and of the bits: equal in all frames of a stream, as a rule.
  private let codes: [UInt8]
  /// The frame's number, or that of its first sample where blocks vary.
  private let number: Int
  private let blockSize: Int
  private let hasVariableBlocks: Bool

  /// The bytes of the longest one.
  static let lengthLimit = 16

  /// Nil where no header with a right checksum begins.
  init?(_ bytes: ArraySlice<UInt8>) {
    let head = Array(bytes.prefix(Self.lengthLimit))
    guard head.count >= 6, head[0] == 0xFF, head[1] & 0xFE == 0xF8, head[2] >> 4 != 0, head[2] & 15 != 15,
      head[3] >> 4 < 11, head[3] >> 1 & 7 != 3, head[3] & 1 == 0,
      let (number, numberLength) = Self.codedNumber(head[4...])
    else { return nil }
    var end = 4 + numberLength
    let sizeLength = [6: 1, 7: 2][head[2] >> 4] ?? 0
    let coded = head[end...].prefix(sizeLength).reduce(0) { $0 << 8 | Int($1) }
    end += sizeLength + ([12: 1, 13: 2, 14: 2][head[2] & 15] ?? 0)
    guard end < head.count, Self.checksum(head[..<end]) == head[end] else { return nil }
    byteCount = end + 1
    codes = [head[2] & 15, head[3] & 0x0E]
    self.number = number
    blockSize = sizeLength > 0 ? coded + 1 : Self.blockSize(code: Int(head[2] >> 4))
    hasVariableBlocks = head[1] & 1 == 1
  }

  /// Whether the decoder needs no more than this header: the width of samples is not left to the metadata.
  var isComplete: Bool { codes[1] != 0 && codes[0] != 0 }

  /// Whether `next` is the header of the frame behind this one.
  func isFollowed(by next: FLACFrameHeader) -> Bool {
    codes == next.codes && hasVariableBlocks == next.hasVariableBlocks
      && next.number == number + (hasVariableBlocks ? blockSize : 1)
  }

  private static func blockSize(code: Int) -> Int {
    switch code {
    case 1: 192
    case 2...5: 144 << code
    default: 1 << code
    }
  }

  /// A number of up to 36 bits, coded as UTF-8 codes characters.
  private static func codedNumber(_ bytes: ArraySlice<UInt8>) -> (number: Int, length: Int)? {
    guard let first = bytes.first else { return nil }
    if first < 0x80 { return (Int(first), 1) }
    let length = (~first).leadingZeroBitCount
    guard (2...7).contains(length), bytes.count >= length else { return nil }
    let rest = bytes.dropFirst().prefix(length - 1)
    guard rest.allSatisfy({ $0 & 0xC0 == 0x80 }) else { return nil }
    let start = Int(first) & (0x7F >> length)
    return (rest.reduce(start) { $0 << 6 | Int($1 & 0x3F) }, length)
  }

  /// CRC-8 with the polynomial x^8 + x^2 + x + 1.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt8 {
    bytes.reduce(0) { checksum, byte in
      (0..<8).reduce(checksum ^ byte) { value, _ in value & 0x80 != 0 ? value << 1 ^ 7 : value << 1 }
    }
  }
}
