/// What an Ogg file's pages tell (RFC 3533) that libsndfile doesn't: whether the stream has its end, and where further
/// recordings begin.
struct OggStream {
  static let cutWarning = AudioWarning(
    .truncated, "the last page of the Ogg stream is missing: cut short, how much is unknown")

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
    while let (position, page) = OggPage.next(in: source, from: offset) {
      // A damaged page may look like a first one; what it holds does not.
      let isFirst = page.isFirst && (isAmongFirstPages || OggCodec(page.content) != nil)
      if isFirst, !isAmongFirstPages { starts.append(position) }
      isAmongFirstPages = isFirst
      offset = position + page.byteCount
      isEnded = page.isLast && offset <= source.byteCount
    }
    recordings = zip(starts, starts.dropFirst() + [source.byteCount]).map { $0..<$1 }
    hasLastPage = isEnded
  }
}
