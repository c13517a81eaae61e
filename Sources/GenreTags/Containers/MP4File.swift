import GenreKit

/// MP4: atoms, of which `moov` holds the list of metadata and where the sound lies.
enum MP4File {
  private static let moovLimit = 1 << 28

  private struct Atom {
    let name: String
    let range: Range<Int>
  }

  static func document(_ source: ByteSource) throws(GenreError) -> TagDocument {
    let atoms = try atoms(source)
    guard !atoms.contains(where: { ["moof", "mfra", "sidx"].contains($0.name) }) else {
      throw GenreError(
        .unsupportedFormat, "is a fragmented MP4, whose tags cannot be written; convert it to a plain one",
        path: source.path)
    }
    guard let place = atoms.first(where: { $0.name == "moov" })?.range, place.count < moovLimit,
      let tree = MP4Tree(try source.bytes(place))
    else { throw source.damaged("its index (moov) is missing or damaged") }
    let count = source.count
    return TagDocument(
      format: "MP4", syntax: MP4Syntax(), items: tree.items,
      rebuilt: { items throws(GenreError) in
        try pieces(tree, items, place: place, count: count)
      })
  }

  private static func pieces(
    _ tree: MP4Tree, _ items: [[UInt8]], place: Range<Int>, count: Int
  ) throws(GenreError) -> [Piece] {
    var changed = tree.replacing(items)
    let growth = changed.bytes.count - place.count
    // Where sound lies is counted from the beginning of the file.
    guard changed.move(by: growth, behind: place.upperBound) else {
      throw GenreError(.invalidData, "is too long for a larger tag; convert it with 64-bit offsets")
    }
    return [.range(0..<place.lowerBound), .bytes(changed.bytes), .range(place.upperBound..<count)]
  }

  private static func atoms(_ source: ByteSource) throws(GenreError) -> [Atom] {
    var atoms: [Atom] = []
    var start = 0
    while start + 8 <= source.count {
      let header = try source.bytes(at: start, atMost: 16)
      var size = Integers.big(header[..<4])
      if size == 0 { size = source.count - start }
      if size == 1 {
        guard header.count == 16, header[8] == 0 else { throw source.damaged("one of its atoms is damaged") }
        size = Integers.big(header[8...])
      }
      guard size >= 8, size <= source.count - start, atoms.count < 100_000 else {
        throw source.damaged("one of its atoms is damaged")
      }
      atoms.append(Atom(name: String(decoding: header[4..<8], as: UTF8.self), range: start..<start + size))
      start += size
    }
    return atoms
  }
}
