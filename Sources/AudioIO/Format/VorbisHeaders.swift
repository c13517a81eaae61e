/// The three packets that a Vorbis stream begins with: what it is, comments, and the setup of the decoder.
///
/// They are looked at before libsndfile sees the file, for it keeps memory, about 6 kB, of every stream whose headers it
/// refuses (1.2.0 and 1.2.2).
enum VorbisHeaders {
  private static let starts: [[UInt8]] = [1, 3, 5].map { [$0] + Array("vorbis".utf8) }
  /// The most bytes of the pages that hold them: comments may have pictures.
  private static let byteLimit = 64 << 20

  /// Whether all three are there, on pages without damage; true for a stream that is not Vorbis.
  static func areWhole(_ source: any ByteSource, range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    var serial: UInt32?
    var packet: [UInt8] = []
    var count = 0
    while let (start, page) = OggPage.next(in: source, from: offset), start < range.upperBound {
      offset = start + page.byteCount
      if serial == nil {
        guard page.content.starts(with: starts[0]) else { return true }
        serial = page.serial
      }
      guard page.serial == serial else { continue }
      let bytes = source.bytes(at: start, count: page.byteCount)
      guard bytes.count == page.byteCount, OggPage.hasRightChecksum(bytes) else { return false }
      for segment in segments(of: bytes) {
        // Only the beginning matters.
        packet += segment.prefix(max(0, starts[0].count - packet.count))
        guard segment.count < 255 else { continue }
        guard packet == starts[count] else { return false }
        packet = []
        count += 1
        if count == starts.count { return true }
      }
      guard offset - range.lowerBound < byteLimit else { return true }
    }
    return false
  }

  private static func segments(of page: [UInt8]) -> [ArraySlice<UInt8>] {
    let lengths = page[27..<27 + Int(page[26])]
    var start = 27 + lengths.count
    return lengths.map { length in
      defer { start += Int(length) }
      return page[start..<start + Int(length)]
    }
  }
}
