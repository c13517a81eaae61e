import GenreKit

/// The field of a tag that is written.
package struct TagField: Hashable, Sendable {
  /// Its name in capitals, as Vorbis comments have it.
  package let name: String

  /// The field for genres.
  package static let genre = TagField(known: "GENRE")

  private init(known name: String) { self.name = name }

  /// Fields that hold something else, and would be lost.
  private static let others: Set<String> = [
    "TITLE", "ARTIST", "ALBUM", "ALBUMARTIST", "COMPOSER", "DATE", "YEAR", "TRACK", "TRACKNUMBER",
    "DISCNUMBER",
    "COMMENT", "LYRICS", "ISRC", "METADATA_BLOCK_PICTURE", "COVERART", "CUESHEET",
  ]

  /// - Throws: ``GenreError`` with code `invalidArgument` for a name that no format can hold, or that means something
  ///   else.
  package init(_ name: String) throws(GenreError) {
    let bytes = Array(name.utf8)
    guard (2...64).contains(bytes.count), bytes.allSatisfy({ (0x20...0x7D).contains($0) && $0 != 0x3D })
    else {
      throw GenreError(
        .invalidArgument, "'\(name)' is not the name of a field; use 2 to 64 ASCII characters without =")
    }
    let upper = name.uppercased()
    guard !Self.others.contains(upper), !["TAG", "ID3", "OGGS", "MP+"].contains(upper) else {
      throw GenreError(
        .invalidArgument,
        "the field \(upper) holds something else than genres; choose another, such as GROUPING")
    }
    self.name = upper
  }
}
