import GenreKit

/// An index of a music library: what a model answered about every file, in an SQLite database.
///
/// ```swift
/// let library = try MusicLibrary(path: "library.db", creates: true)
/// let summary = try library.scan(["Music"], with: GenreClassifier())
/// var filter = LibraryFilter()
/// filter.genres = ["jazz"]
/// try library.forEach(matching: filter) { print($0.path) }
/// ```
public struct MusicLibrary: Sendable {
  let database: LibraryDatabase

  /// Opens a database. Several processes may read it while one scans.
  ///
  /// - Parameters:
  ///   - path: The file. SQLite writes others beside it, whose names begin with its name.
  ///   - creates: Whether it is made where it is missing.
  /// - Throws: ``GenreKit/GenreError``: `notFound`, `unreadable`, `unwritable` where another program has locked it, and
  ///   `invalidData` for a file that is damaged, not a music library, or written by a newer version.
  public init(path: String, creates: Bool = false) throws(GenreError) {
    database = try LibraryDatabase(path: path, creates: creates)
  }
}
