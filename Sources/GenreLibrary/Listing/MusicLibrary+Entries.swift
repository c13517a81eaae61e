import GenreKit

extension MusicLibrary {
  private static var batchSize: Int { 500 }

  /// Calls `body` with each file that a filter lets through, in the order of the bytes of their paths. Memory does not
  /// grow with their number, and a scan at the same time is not held up.
  ///
  /// - Throws: ``GenreKit/GenreError`` of the database, and what `body` throws.
  public func forEach(
    matching filter: LibraryFilter = LibraryFilter(), _ body: (LibraryEntry) throws(GenreError) -> Void
  ) throws(GenreError) {
    let query = EntryQuery(filter)
    var last: BytePath?
    while true {
      let entries = try database.read { try query.entries(after: last, limit: Self.batchSize, in: $0) }
      guard let end = entries.last else { return }
      for entry in entries { try body(entry) }
      last = BytePath(end.pathBytes)
    }
  }

  /// A folder as the database has it: without links, and from the root on. A folder that is not there any more is taken
  /// as it was given.
  public static func resolved(folder: String) -> String { BytePath(folder).resolved?.text ?? folder }
}
