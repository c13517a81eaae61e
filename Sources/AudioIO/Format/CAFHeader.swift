/// How long the sound of a CAF file was meant to be. libsndfile opens none whose length is open, or greater than the file.
struct CAFHeader {
  /// How many frames the header announces, where that can be told.
  private(set) var declaredFrameCount: Int?
  /// The length that there is, where the header's is open or greater; nil where it will do.
  private(set) var lengthPatch: BytePatch?

  /// Reads the header at `start`: the `desc` chunk has the bytes of a packet and its frames, the `data` chunk a length of
  /// 64 bits, all bits set for "to the end", with an edit count of 4 bytes in it.
  init(_ source: any ByteSource, at start: Int) {
    var offset = start + 8
    var packetLength: Int?
    for _ in 0..<64 {
      let head = ByteFields(source.bytes(at: offset, count: 44), isBigEndian: true)
      if head.bytes.starts(with: Array("data".utf8)) {
        readLength(
          head.integer(at: 4, width: 8), available: source.byteCount - offset - 12, at: offset + 4,
          packetLength)
        return
      }
      guard let length = head.integer(at: 4, width: 8), length < 1 << 48 else { return }
      if head.bytes.starts(with: Array("desc".utf8)), head.integer(at: 32, width: 4) == 1 {
        packetLength = head.integer(at: 28, width: 4)
      }
      offset += 12 + length
    }
  }

  /// - Parameter length: What the field says; nil for "to the end".
  private mutating func readLength(_ length: Int?, available: Int, at offset: Int, _ packetLength: Int?) {
    if let length, let packetLength, packetLength > 0, (4..<1 << 48).contains(length) {
      declaredFrameCount = (length - 4) / packetLength
    }
    guard available > 4, length.map({ $0 > available }) ?? true else { return }
    lengthPatch = BytePatch(offset: offset, bytes: (0..<8).map { UInt8(available >> (56 - 8 * $0) & 0xFF) })
  }
}
