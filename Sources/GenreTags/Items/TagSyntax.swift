/// How the items of a tag are written. An item is what the tag is a list of: a frame, a comment, an atom.
protocol TagSyntax: Sendable {
  /// Whether an item belongs to a field.
  func isItem(_ item: [UInt8], of field: TagField) -> Bool
  /// The values of an item, which belongs to the field.
  func values(of item: [UInt8], _ field: TagField) -> [String]
  /// The items for values, of which there is at least one.
  func items(_ values: [String], _ field: TagField) -> [[UInt8]]
}
