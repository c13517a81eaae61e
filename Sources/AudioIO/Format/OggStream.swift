/// What an Ogg file's pages tell (RFC 3533) that libsndfile doesn't: codecs that it can't read, and whether
/// the stream has its end.
enum OggStream {
  /// The name of the codec of the first packet, if libsndfile is known not to read it.
  static func unsupportedCodec(_ source: any ByteSource, at start: Int) -> String? {
    // A page: 26 bytes, the count of its segments, a byte for each, and then the packet.
    let page = source.bytes(at: start, count: 512)
    guard page.count > 27 else { return nil }
    let packet = page.dropFirst(27 + Int(page[26]))
    return codecs.first { packet.starts(with: $0.signature) }?.name
  }

  private static let codecs: [(signature: [UInt8], name: String)] = [
    (Array("\u{7F}FLAC".utf8), "FLAC in an Ogg file"), (Array("Speex".utf8), "Speex in an Ogg file"),
    ([0x80] + Array("theora".utf8), "an Ogg video"), (Array("fishead".utf8), "an Ogg video"),
  ]

  /// Whether a whole page marked as the last of its stream ends the file.
  static func hasLastPage(_ source: any ByteSource) -> Bool {
    // No page is longer than 65,307 bytes.
    let tail = source.bytes(at: max(0, source.byteCount - 65_307), count: 65_307)
    var offset = tail.count - 27
    while offset >= 0 {
      if tail[offset...].starts(with: Array("OggS".utf8)) {
        let isLast = tail[offset + 5] & 4 != 0
        return isLast && offset + pageLength(tail[offset...]) <= tail.count
      }
      offset -= 1
    }
    return false
  }

  private static func pageLength(_ page: ArraySlice<UInt8>) -> Int {
    let table = page.dropFirst(27).prefix(Int(page[page.startIndex + 26]))
    return 27 + table.count + table.reduce(0) { $0 + Int($1) }
  }

  static let cutWarning = AudioWarning(
    .truncated, "the last page of the Ogg stream is missing: cut short, how much is unknown")
}
