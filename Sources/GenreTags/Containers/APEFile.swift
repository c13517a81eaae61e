import GenreKit

/// WavPack and Monkey's Audio: a tag of APEv2 behind the sound.
enum APEFile {
  static func document(_ source: ByteSource, format: String) throws(GenreError) -> TagDocument {
    let block = try APEBlock(source)
    let rest = block.range.upperBound..<source.count
    return TagDocument(
      format: format, syntax: APESyntax(), items: block.items,
      rebuilt: { items throws(GenreError) in
        [.range(0..<block.range.lowerBound), .bytes(block.bytes(items)), .range(rest)]
      })
  }
}
