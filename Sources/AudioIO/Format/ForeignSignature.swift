/// What the first bytes of files are that FFmpeg reads and no reader of ours, and the first of some that it does not read.
enum ForeignSignature {
  /// What `head`, the first 4,096 bytes or fewer, begins as; nil for anything else.
  static func match(_ head: ArraySlice<UInt8>) -> String? {
    if isTransportStream(head) { return "an MPEG transport stream (.ts)" }
    if isADTS(head) { return "an AAC file" }
    return nil
  }

  /// MPEG-2 TS: packets of 188 bytes that begin with 0x47; those of Blu-ray discs and cameras have 4 bytes in front.
  private static func isTransportStream(_ head: ArraySlice<UInt8>) -> Bool {
    [(0, 188), (4, 192)].contains { offset, length in
      let places = (0..<4).map { offset + $0 * length }
      return head.count > places[3] && places.allSatisfy { head[head.startIndex + $0] == 0x47 }
    }
  }

  /// AAC in ADTS frames: MPEG's sync word with layer 0, and the same behind the length of the first frame.
  private static func isADTS(_ head: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(head)
    guard hasADTSHeader(bytes, at: 0) else { return false }
    let length = Int(bytes[3] & 3) << 11 | Int(bytes[4]) << 3 | Int(bytes[5]) >> 5
    return length >= 7 && (length + 7 > bytes.count || hasADTSHeader(bytes, at: length))
  }

  private static func hasADTSHeader(_ bytes: [UInt8], at offset: Int) -> Bool {
    bytes.count >= offset + 7 && bytes[offset] == 0xFF && bytes[offset + 1] & 0xF6 == 0xF0
  }
}
