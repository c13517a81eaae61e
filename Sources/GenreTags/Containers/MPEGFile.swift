import GenreKit

/// MP3: an ID3v2 tag in front of the sound.
enum MPEGFile {
  /// Whether sound of MPEG's layers 1 to 3 begins within the first bytes.
  static func isSound(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 4 else { return false }
    return (0..<bytes.count - 3).contains { isHeader(bytes[$0..<$0 + 4]) }
  }

  /// Layer 0 would be AAC.
  private static func isHeader(_ bytes: ArraySlice<UInt8>) -> Bool {
    let header = Integers.big(bytes)
    return header >> 21 == 0x7FF && header >> 17 & 3 != 0 && header >> 19 & 3 != 1 && header >> 12 & 15 != 15
      && header >> 12 & 15 != 0 && header >> 10 & 3 != 3
  }

  static func document(_ source: ByteSource, tagLength: Int) throws(GenreError) -> TagDocument {
    let block = tagLength > 0 ? try ID3Block(source.bytes(0..<tagLength)) : .empty
    let rest = tagLength..<source.count
    return TagDocument(
      format: "MP3", syntax: block.syntax, items: block.frames, otherGenres: try OtherTags.genres(source),
      rebuilt: { frames throws(GenreError) in
        // A tag without frames is taken away: an undo leaves none where none was.
        frames.isEmpty ? [.range(rest)] : [.bytes(try block.bytes(frames)), .range(rest)]
      })
  }
}
