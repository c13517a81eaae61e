/// What an Ogg file's pages tell (RFC 3533) that libsndfile doesn't: codecs that it can't read, whether the stream has
/// its end, and where further recordings begin.
struct OggStream {
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

  /// Where in the file its recordings lie: one most often, and several one behind another ("chained") where a program
  /// took down a radio station, or somebody put files together.
  let recordings: [Range<Int>]
  /// Whether the last page is whole and marked as the end of its stream, whatever tags or padding follow.
  let hasLastPage: Bool

  /// Looks at all pages.
  init(_ source: any ByteSource, from start: Int) {
    var starts = [start]
    // Streams that sound together begin on pages next to each other.
    var isAmongFirstPages = true
    var isEnded = false
    var offset = start
    while let (position, page) = Self.nextPage(source, from: offset) {
      let isFirst = page.isFirst && Self.beginsCodec(page)
      if isFirst, !isAmongFirstPages { starts.append(position) }
      isAmongFirstPages = isFirst
      offset = position + page.byteCount
      isEnded = page.isLast && offset <= source.byteCount
    }
    recordings = zip(starts, starts.dropFirst() + [source.byteCount]).map { $0..<$1 }
    hasLastPage = isEnded
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
