/// The zero bytes of ID3v2 that keep a tag from looking like sound.
enum ID3Synchronisation {
  /// The bytes without them.
  static func removed(_ bytes: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var last: UInt8 = 0
    for byte in bytes {
      if !(last == 0xFF && byte == 0) { plain.append(byte) }
      last = byte
    }
    return plain
  }

  /// The bytes with them.
  static func added(_ bytes: [UInt8]) -> [UInt8] {
    var marked: [UInt8] = []
    marked.reserveCapacity(bytes.count)
    for byte in bytes {
      if marked.last == 0xFF, byte >= 0xE0 || byte == 0 { marked.append(0) }
      marked.append(byte)
    }
    if marked.last == 0xFF { marked.append(0) }
    return marked
  }
}
