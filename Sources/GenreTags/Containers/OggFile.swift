import GenreKit

/// Ogg Vorbis and Opus: the second packet of the stream holds Vorbis comments.
///
/// The pages of the headers are written anew, as many as there were, so that every later page stays as it is.
enum OggFile {
  private static let setupLimit = 1 << 26

  static func document(_ source: ByteSource) throws(GenreError) -> TagDocument {
    let first = try OggPage(source, at: 0)
    let isOpus = first.content.starts(with: "OpusHead".utf8)
    guard isOpus || first.content.starts(with: "\u{1}vorbis".utf8) else {
      throw GenreError(
        .unsupportedFormat, "is Ogg with neither Vorbis nor Opus, whose tags cannot be written",
        path: source.path)
    }
    guard first.lengths.count(where: { $0 < 255 }) == 1, first.lengths.last ?? 255 < 255 else {
      throw source.damaged("its first page is damaged")
    }
    let pages = try headerPages(source, after: first, packetCount: isOpus ? 1 : 2)
    let packets = try packets(pages, source)
    let magic = Array((isOpus ? "OpusTags" : "\u{3}vorbis").utf8)
    guard let comment = packets.first, comment.starts(with: magic),
      let block = VorbisBlock(comment.dropFirst(magic.count))
    else { throw source.damaged("the list of comments is damaged") }
    let (rest, count) = (Array(packets.dropFirst()), source.count)
    return TagDocument(
      format: isOpus ? "Opus" : "Ogg Vorbis", syntax: VorbisSyntax(), items: block.comments,
      rebuilt: { comments throws(GenreError) in
        let bytes = try repaged([magic + block.bytes(comments)] + rest, pages)
        let end = pages.last?.range.upperBound ?? 0
        return [.range(0..<first.range.upperBound), .bytes(bytes), .range(end..<count)]
      })
  }

  private static func headerPages(
    _ source: ByteSource, after first: OggPage, packetCount: Int
  ) throws(GenreError) -> [OggPage] {
    var pages: [OggPage] = []
    var (ended, offset) = (0, first.range.upperBound)
    while ended < packetCount {
      let page = try OggPage(source, at: offset)
      guard page.serial == first.serial else {
        throw GenreError(
          .unsupportedFormat, "has several streams at once, whose tags cannot be written", path: source.path)
      }
      ended += page.lengths.count { $0 < 255 }
      offset = page.range.upperBound
      pages.append(page)
      guard offset - first.range.upperBound <= setupLimit else {
        throw source.damaged("its headers have no end")
      }
    }
    // The first packet of sound must begin a page of its own.
    guard ended == packetCount, pages.last?.lengths.last ?? 255 < 255 else {
      throw source.damaged("its headers share a page with sound")
    }
    return pages
  }

  private static func packets(_ pages: [OggPage], _ source: ByteSource) throws(GenreError) -> [[UInt8]] {
    var packets: [[UInt8]] = []
    var packet: [UInt8] = []
    for page in pages {
      var start = 0
      for length in page.lengths {
        packet += page.content[start..<start + Int(length)]
        start += Int(length)
        if length < 255 {
          packets.append(packet)
          packet = []
        }
      }
    }
    return packets
  }

  private static func repaged(_ packets: [[UInt8]], _ old: [OggPage]) throws(GenreError) -> [UInt8] {
    let lengths = packets.flatMap { packet in
      [UInt8](repeating: 255, count: packet.count / 255) + [UInt8(packet.count % 255)]
    }
    guard lengths.count <= old.count * 255, lengths.count >= old.count else {
      throw GenreError(
        .invalidData,
        "the comments need another number of pages; write the tags again with another tagger first")
    }
    let content = Array(packets.joined())
    var (bytes, start, offset): ([UInt8], Int, Int) = ([], 0, 0)
    for (index, page) in old.enumerated() {
      // As much as before where that goes, but so that the rest fits into the pages that follow, and none is empty.
      let left = old.count - index - 1
      let least = max(1, lengths.count - start - left * 255)
      let most = min(255, lengths.count - start - left)
      let count = left == 0 ? lengths.count - start : min(most, max(least, page.lengths.count))
      let part = Array(lengths[start..<start + count])
      let size = part.reduce(0) { $0 + Int($1) }
      let isContinued = start > 0 && lengths[start - 1] == 255
      bytes += page.replaced(
        lengths: part, content: content[offset..<offset + size], isContinued: isContinued)
      (start, offset) = (start + count, offset + size)
    }
    return bytes
  }
}
