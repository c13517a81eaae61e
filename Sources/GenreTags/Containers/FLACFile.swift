import GenreKit

/// FLAC: blocks of metadata before the frames, of which one holds Vorbis comments.
enum FLACFile {
  private struct Block {
    let type: UInt8
    /// The content in the file.
    let range: Range<Int>
  }

  private static let padding: UInt8 = 1
  private static let comment: UInt8 = 4

  /// - Parameter start: Where `fLaC` stands: behind an ID3v2 tag, if there is one.
  static func document(_ source: ByteSource, start: Int) throws(GenreError) -> TagDocument {
    let blocks = try blocks(source, from: start + 4)
    var vorbis = VorbisBlock.empty
    if let block = blocks.first(where: { $0.type == comment }) {
      guard let read = VorbisBlock(try source.bytes(block.range)[...]) else {
        throw source.damaged("the list of comments is damaged")
      }
      vorbis = read
    }
    let (found, size) = (vorbis, source.count)
    return TagDocument(
      format: "FLAC", syntax: VorbisSyntax(), items: found.comments,
      rebuilt: { comments throws(GenreError) in
        let bytes = found.bytes(comments)
        guard bytes.count < 1 << 24 else {
          throw GenreError(.invalidData, "the list of comments is too long; remove some")
        }
        return pieces(blocks, bytes, start: start, count: size)
      })
  }

  private static func blocks(_ source: ByteSource, from start: Int) throws(GenreError) -> [Block] {
    var blocks: [Block] = []
    var start = start
    while true {
      let header = try source.bytes(start..<start + 4)
      let end = start + 4 + Integers.big(header[1..<4])
      guard end <= source.count, blocks.count < 10_000 else {
        throw source.damaged("its metadata is damaged")
      }
      blocks.append(Block(type: header[0] & 0x7F, range: start + 4..<end))
      start = end
      if header[0] & 0x80 != 0 { break }
    }
    guard blocks.first?.type == 0 else { throw source.damaged("its metadata is damaged") }
    return blocks
  }

  /// Padding gives or takes what the comments need, so that the frames stay where they are.
  private static func pieces(_ blocks: [Block], _ comments: [UInt8], start: Int, count: Int) -> [Piece] {
    var contents = blocks.map { (type: $0.type, piece: Piece.range($0.range)) }
    let place = contents.firstIndex { $0.type == comment }
    var growth = comments.count
    if let place {
      growth -= blocks[place].range.count
      contents[place].piece = .bytes(comments)
    } else {
      growth += 4
      contents.insert((comment, .bytes(comments)), at: 1)
    }
    if let pad = contents.lastIndex(where: { $0.type == padding }), contents[pad].piece.count >= growth {
      contents[pad].piece = .bytes([UInt8](repeating: 0, count: contents[pad].piece.count - growth))
    }
    let ends = blocks.last?.range.upperBound ?? count
    return [.range(0..<start + 4)]
      + contents.enumerated().flatMap { index, content -> [Piece] in
        let mark: UInt8 = index == contents.count - 1 ? 0x80 : 0
        return [.bytes([content.type | mark] + Integers.big(content.piece.count, 3)), content.piece]
      } + [.range(ends..<count)]
  }
}
