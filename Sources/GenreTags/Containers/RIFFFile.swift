import GenreKit

/// WAV and AIFF: chunks, of which one holds an ID3v2 tag.
enum RIFFFile {
  private struct Chunk {
    let name: [UInt8]
    /// The content in the file, without the byte that makes its length even.
    let range: Range<Int>
  }

  static func document(_ source: ByteSource, isBig: Bool) throws(GenreError) -> TagDocument {
    let header = try source.bytes(0..<12)
    let length = 8 + number(header[4..<8], isBig)
    // Whoever wrote it into a pipe left the length open; where the last chunk ends is then not sure.
    guard length >= 12, length <= source.count else { throw source.damaged("its header has a wrong length") }
    let chunks = try chunks(source, length, isBig)
    let tag = chunks.first { ["id3 ", "ID3 "].contains(String(decoding: $0.name, as: UTF8.self)) }
    var block = ID3Block.empty
    if let tag {
      let bytes = try source.bytes(tag.range)
      guard !bytes.isEmpty, ID3Block.length(bytes) == bytes.count else {
        throw source.damaged("its ID3v2 tag is damaged")
      }
      block = try ID3Block(bytes)
    }
    let (found, count) = (block, source.count)
    return TagDocument(
      format: isBig ? "AIFF" : "WAV", syntax: found.syntax, items: found.frames,
      otherGenres: isBig ? [] : try infoGenres(source, chunks),
      rebuilt: { frames throws(GenreError) in
        // Nothing is added where nothing was: an undo takes the chunk away again.
        let content = frames.isEmpty ? [] : try found.bytes(frames, hasPadding: false)
        return try pieces(header, tag?.range, content, length: length, count: count, isBig)
      })
  }

  private static func number(_ bytes: ArraySlice<UInt8>, _ isBig: Bool) -> Int {
    isBig ? Integers.big(bytes) : Integers.little(bytes)
  }

  private static func chunks(_ source: ByteSource, _ length: Int, _ isBig: Bool) throws(GenreError) -> [Chunk]
  {
    var chunks: [Chunk] = []
    var start = 12
    while start + 8 <= length {
      let header = try source.bytes(start..<start + 8)
      let end = start + 8 + number(header[4..<8], isBig)
      guard end <= length, chunks.count < 100_000 else {
        throw source.damaged("one of its chunks is damaged")
      }
      chunks.append(Chunk(name: Array(header[..<4]), range: start + 8..<end))
      start = end + (end - start) % 2
    }
    return chunks
  }

  private static func infoGenres(_ source: ByteSource, _ chunks: [Chunk]) throws(GenreError) -> [String] {
    var genres: [String] = []
    for list in chunks where list.name == Array("LIST".utf8) && (12..<1 << 20).contains(list.range.count) {
      let bytes = try source.bytes(list.range)
      guard bytes.starts(with: "INFO".utf8) else { continue }
      var start = 4
      while start + 8 <= bytes.count {
        let end = min(bytes.count, start + 8 + Integers.little(bytes[start + 4..<start + 8]))
        if bytes[start..<start + 4].elementsEqual("IGNR".utf8) {
          genres.append(String(decoding: bytes[start + 8..<end].prefix { $0 != 0 }, as: UTF8.self))
        }
        start = end + (end - start) % 2
      }
    }
    return genres.filter { !$0.isEmpty }
  }

  private static func pieces(
    _ header: [UInt8], _ old: Range<Int>?, _ content: [UInt8], length: Int, count: Int, _ isBig: Bool
  ) throws(GenreError) -> [Piece] {
    let size = { isBig ? Integers.big($0, 4) : Integers.little($0, 4) }
    var chunk: [UInt8] = []
    if !content.isEmpty {
      chunk = Array((isBig ? "ID3 " : "id3 ").utf8) + size(content.count) + content
      if content.count % 2 != 0 { chunk.append(0) }
    }
    // The byte that makes a length even may be missing at the end.
    let cut = old.map { $0.lowerBound - 8..<min(length, $0.upperBound + $0.count % 2) } ?? length..<length
    let gap = cut.lowerBound == length && length % 2 != 0 && !chunk.isEmpty ? [UInt8(0)] : []
    let total = length - cut.count + gap.count + chunk.count - 8
    guard total < 1 << 32 else { throw GenreError(.invalidData, "is too long for a larger tag; shorten it") }
    return [
      .bytes(Array(header[..<4]) + size(total) + header[8..<12]), .range(12..<cut.lowerBound),
      .bytes(gap + chunk), .range(cut.upperBound..<length), .range(length..<count),
    ]
  }
}
