/// What an Ogg file's pages tell (RFC 3533) that libsndfile doesn't: codecs that it can't read, whether the stream has
/// its end, and where further recordings begin.
enum OggStream {
  static let cutWarning = AudioWarning(
    .truncated, "the last page of the Ogg stream is missing: cut short, how much is unknown")

  private static let readable: [[UInt8]] = [[1] + Array("vorbis".utf8), Array("OpusHead".utf8)]

  private static let unreadable: [(signature: [UInt8], name: String)] = [
    (Array("\u{7F}FLAC".utf8), "FLAC in an Ogg file"), (Array("Speex".utf8), "Speex in an Ogg file"),
    ([0x80] + Array("theora".utf8), "an Ogg video"), (Array("fishead".utf8), "an Ogg video"),
  ]

  /// The name of the codec of the first packet, if libsndfile is known not to read it.
  static func unsupportedCodec(_ source: any ByteSource, at start: Int) -> String? {
    guard let page = OggPage(source.bytes(at: start, count: OggPage.headLimit)[...]) else { return nil }
    return unreadable.first { page.content.starts(with: $0.signature) }?.name
  }

  /// Whether a whole page marked as the last of its stream ends the file.
  static func hasLastPage(_ source: any ByteSource) -> Bool {
    let tail = source.bytes(at: max(0, source.byteCount - OggPage.byteLimit), count: OggPage.byteLimit)
    var offset = tail.count - 27
    while offset >= 0 {
      if tail[offset...].starts(with: OggPage.mark) {
        guard let page = OggPage(tail[offset...]) else { return false }
        return page.isLast && offset + page.byteCount <= tail.count
      }
      offset -= 1
    }
    return false
  }

  /// Where in the file its recordings lie: one most often, and several one behind another ("chained") where a program
  /// took down a radio station, or somebody put files together.
  static func recordings(_ source: any ByteSource, from start: Int) -> [Range<Int>] {
    var starts = [start]
    // Streams that sound together begin on pages next to each other.
    var isAmongFirstPages = true
    var offset = start
    while let (position, page) = nextPage(source, from: offset) {
      let isFirst = page.isFirst && beginsCodec(page)
      if isFirst, !isAmongFirstPages { starts.append(position) }
      isAmongFirstPages = isFirst
      offset = position + page.byteCount
    }
    return zip(starts, starts.dropFirst() + [source.byteCount]).map { $0..<$1 }
  }

  /// A damaged page may look like a first one; what it holds does not.
  private static func beginsCodec(_ page: OggPage) -> Bool {
    (readable + unreadable.map(\.signature)).contains { page.content.starts(with: $0) }
  }

  /// The page at an offset, or the next behind it where there is none: after damage, or between recordings.
  private static func nextPage(_ source: any ByteSource, from start: Int) -> (offset: Int, page: OggPage)? {
    if let page = OggPage(source.bytes(at: start, count: OggPage.headLimit)[...]) { return (start, page) }
    var offset = start
    while true {
      let bytes = source.bytes(at: offset, count: 65_536)
      guard bytes.count >= 27 else { return nil }
      for index in bytes.indices where bytes[index...].starts(with: OggPage.mark) {
        let head = source.bytes(at: offset + index, count: OggPage.headLimit)
        if let page = OggPage(head[...]) { return (offset + index, page) }
      }
      offset += bytes.count - OggPage.mark.count + 1
    }
  }
}
