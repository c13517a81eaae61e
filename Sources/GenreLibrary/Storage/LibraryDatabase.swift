internal import GRDB
internal import GenreBase
import GenreKit

/// The SQLite database of a music library. Calls are carried out one after the other, whichever thread they come from.
final class LibraryDatabase: Sendable {
  let path: String
  private let queue: DatabaseQueue

  /// Opens a database and brings its tables up to date.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - creates: Whether it is made where it is missing.
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, `unwritable`, and `invalidData` for a file that is damaged, not
  ///   a music library, or written by a newer version.
  init(path: String, creates: Bool) throws(GenreError) {
    self.path = path
    try Self.check(path, creates: creates)
    let isReadOnly = FileStatus.exists(path) && access(path, W_OK) != 0
    queue = try translating(path) {
      var configuration = Configuration()
      configuration.readonly = isReadOnly
      configuration.busyMode = .timeout(10)
      return try DatabaseQueue(path: path, configuration: configuration)
    }
    try prepare(isReadOnly: isReadOnly)
  }

  /// Runs `body` on the database.
  func read<Value>(_ body: (Database) throws -> Value) throws(GenreError) -> Value {
    try translating(path) { try queue.unsafeRead(body) }
  }

  /// Runs `body` on the database at one moment: what a scan writes meanwhile is not seen.
  func snapshot<Value>(_ body: (Database) throws -> Value) throws(GenreError) -> Value {
    try transaction(.deferred, body)
  }

  /// Runs `body` in a transaction.
  func write<Value>(_ body: (Database) throws -> Value) throws(GenreError) -> Value {
    try transaction(.immediate, body)
  }

  private func transaction<Value>(
    _ kind: Database.TransactionKind, _ body: (Database) throws -> Value
  ) throws(GenreError) -> Value {
    try translating(path) {
      try queue.writeWithoutTransaction { database in
        var value: Value?
        try database.inTransaction(kind) {
          value = try body(database)
          return .commit
        }
        guard let value else {
          throw GenreError(.unwritable, "a change was not written; try again", path: path)
        }
        return value
      }
    }
  }

  private static func check(_ path: String, creates: Bool) throws(GenreError) {
    guard FileStatus.exists(path) else {
      guard creates else {
        throw GenreError(.notFound, "no database of a music library here; scan a folder first", path: path)
      }
      return try OutputCheck.requireWritable(path)
    }
    guard FileStatus.isRegularFile(path) else {
      throw GenreError(.unreadable, "is not a regular file; name a database file", path: path)
    }
  }

  private func prepare(isReadOnly: Bool) throws(GenreError) {
    let version = try read { try Self.version($0) }
    guard version <= LibrarySchema.version else {
      throw GenreError(
        .invalidData,
        "the database was written by a newer version of this program (its format \(version), known up to "
          + "\(LibrarySchema.version)); update the program", path: path)
    }
    guard !isReadOnly else {
      guard version == LibrarySchema.version else {
        throw GenreError(
          .unwritable, "the database is of an older version and cannot be written; check its permissions",
          path: path)
      }
      return
    }
    try translating(path) {
      try queue.writeWithoutTransaction { database in
        // Readers then do not wait for a scan, and a commit needs no wait for the disk; a power cut may take the last
        // ones, but damages nothing.
        try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
      }
    }
    if version < LibrarySchema.version { try migrate() }
  }

  /// The version of the tables, 0 for a new database.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` for the database of another program.
  private static func version(_ database: Database) throws -> Int {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if application == LibrarySchema.applicationID { return version }
    let tableCount = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    guard application == 0, version == 0, tableCount == 0 else {
      throw GenreError(.invalidData, "is a database of another program; choose another file")
    }
    return 0
  }

  private func migrate() throws(GenreError) {
    try write { database in
      // Another process may have done it meanwhile.
      let version = try Self.version(database)
      for step in LibrarySchema.steps.dropFirst(version) { try database.execute(sql: step) }
      try database.execute(
        sql: "PRAGMA application_id = \(LibrarySchema.applicationID); "
          + "PRAGMA user_version = \(max(version, LibrarySchema.version))")
    }
  }
}
