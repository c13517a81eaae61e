import GenreKit

/// The tag of a file: its items, and how the file looks with others.
struct TagDocument: Sendable {
  /// The file's format, for people and the journal.
  let format: String
  let syntax: any TagSyntax
  let items: [[UInt8]]
  /// Genres in other tags of the file, which stay as they are.
  var otherGenres: [String] = []
  /// The whole file with other items. All that is not of the tag is a range of the file as it is.
  let rebuilt: @Sendable ([[UInt8]]) throws(GenreError) -> [Piece]

  /// The values of a field.
  func values(of field: TagField) -> [String] {
    fieldItems(field).flatMap { syntax.values(of: $0, field) }.filter { !$0.isEmpty }
  }

  /// The items of a field.
  func fieldItems(_ field: TagField) -> [[UInt8]] { items.filter { syntax.isItem($0, of: field) } }

  /// All items with those of a field replaced: in the place of the first, else at the end.
  func replacing(_ field: TagField, with new: [[UInt8]]) -> [[UInt8]] {
    let place = items.firstIndex { syntax.isItem($0, of: field) } ?? items.count
    let kept = { (part: ArraySlice<[UInt8]>) in part.filter { !syntax.isItem($0, of: field) } }
    return kept(items[..<place]) + new + kept(items[place...])
  }
}
