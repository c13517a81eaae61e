/// How long the sound of a CAF file was meant to be.
enum CAFHeader {
  /// How many frames the header at `start` announces, where that can be told: the `desc` chunk has the bytes of a packet
  /// and its frames; the `data` chunk has a length of 64 bits, all bits set for "to the end", with an edit count of 4
  /// bytes in it.
  static func declaredFrameCount(_ source: any ByteSource, at start: Int) -> Int? {
    var packetLength: Int?
    for chunk in ChunkWalker(source, from: start + 8, layout: .caf) {
      if chunk.name == "data" {
        guard let length = chunk.declaredLength, let packetLength, packetLength > 0,
          (4..<1 << 48).contains(length)
        else { return nil }
        return (length - 4) / packetLength
      }
      let fields = ByteFields(source.bytes(at: chunk.body.lowerBound, count: 32), isBigEndian: true)
      if chunk.name == "desc", fields.integer(at: 20, width: 4) == 1 {
        packetLength = fields.integer(at: 16, width: 4)
      }
    }
    return nil
  }
}
