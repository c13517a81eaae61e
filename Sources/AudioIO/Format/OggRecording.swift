/// One recording of an Ogg file: streams that begin together, each with a first page of its own in front of all others.
struct OggRecording {
  private struct Stream {
    let serial: UInt32
    let codec: OggCodec?
  }

  private let source: any ByteSource
  private let range: Range<Int>
  private let streams: [Stream]

  /// Streams that are looked at; what a video has is a handful.
  private static let streamLimit = 64

  /// Reads the first pages.
  init(_ source: any ByteSource, range: Range<Int>) {
    self.source = source
    self.range = range
    var streams: [Stream] = []
    var offset = range.lowerBound
    while streams.count < Self.streamLimit, offset < range.upperBound,
      let page = OggPage(source.bytes(at: offset, count: OggPage.headLimit)[...]), page.isFirst
    {
      streams.append(Stream(serial: page.serial, codec: OggCodec(page.content)))
      offset += page.byteCount
    }
    self.streams = streams
  }

  /// The first stream of sound that can be read; that of an unknown kind where there is nothing else.
  private var sound: Stream? { streams.first { $0.codec?.isReadable == true } }

  /// Whether its sound is FLAC.
  var isFLAC: Bool { sound?.codec == .flac }

  /// The kind of sound that only FFmpeg's libraries may read, where there is such a stream.
  var otherSoundName: String? {
    for case .otherSound(let name) in streams.compactMap(\.codec) { return name }
    return nil
  }

  /// What it is, where it is known to have no stream that can be read.
  var unreadableName: String? {
    guard sound == nil else { return nil }
    if let otherSoundName { return otherSoundName }
    if streams.contains(where: { $0.codec == .video }) {
      return "an Ogg video without sound that is known here"
    }
    return streams.isEmpty || streams.contains { $0.codec == nil }
      ? nil : "an Ogg file without a stream of sound"
  }

  /// The bytes of the stream of sound: the recording as it is, where there is no other stream, or else its pages alone.
  var soundBytes: (source: any ByteSource, range: Range<Int>) {
    guard let sound, streams.count > 1 else { return (source, range) }
    let pages = SplicedBytes(source, pages(of: sound.serial).map { .range($0) })
    return (pages, 0..<pages.byteCount)
  }

  /// Where the pages of a stream lie; those next to each other as one.
  private func pages(of serial: UInt32) -> [Range<Int>] {
    var pages: [Range<Int>] = []
    var offset = range.lowerBound
    while let (start, page) = OggPage.next(in: source, from: offset), start < range.upperBound {
      offset = start + page.byteCount
      guard page.serial == serial else { continue }
      let end = min(offset, range.upperBound)
      if let last = pages.last, last.upperBound == start {
        pages[pages.count - 1] = last.lowerBound..<end
      } else {
        pages.append(start..<end)
      }
    }
    return pages
  }
}
