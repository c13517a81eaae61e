import GenreKit

/// Genres in tags at the end of an MP3 file: ID3v1 and APEv2.
enum OtherTags {
  static func genres(_ source: ByteSource) throws(GenreError) -> [String] {
    var genres: [String] = []
    if try APEBlock.hasID3v1(source) {
      let number = try source.bytes(source.count - 1..<source.count)[0]
      // 255 means none, and 12 is called Other.
      if number != 255, number != 12 { genres.append(ID3Genres.name(number)) }
    }
    let block = try APEBlock(source)
    let items = block.items.filter { APESyntax().isItem($0, of: .genre) }
    return genres + items.flatMap { APESyntax().values(of: $0, .genre) }
  }
}
