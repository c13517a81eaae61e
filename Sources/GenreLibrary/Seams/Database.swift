internal import GRDB
import GenreKit

// What is asked of GRDB and SQLite, with errors in this package's words.

extension GenreError {
  /// What SQLite's error means for somebody with a music library.
  init(_ error: any Error, path: String) {
    if let error = error as? GenreError {
      self.init(error.code, error.message, path: error.path ?? path)
      return
    }
    let code = (error as? DatabaseError)?.resultCode ?? .SQLITE_ERROR
    let (kind, message): (Code, String) =
      switch code {
      case .SQLITE_CORRUPT:
        (.invalidData, "the database is damaged; restore a copy of it, or scan into a new one")
      case .SQLITE_NOTADB:
        (.invalidData, "is not a database of a music library; choose another file")
      case .SQLITE_BUSY, .SQLITE_LOCKED:
        (.unwritable, "the database is locked by another program; wait until that is done")
      case .SQLITE_FULL:
        (.unwritable, "the disk is full; free some space and scan again")
      case .SQLITE_READONLY:
        (.unwritable, "the database cannot be written; check its permissions and those of its folder")
      case .SQLITE_CANTOPEN:
        (.unreadable, "the database cannot be opened; check its permissions and those of its folder")
      case .SQLITE_IOERR:
        (.unreadable, "the database cannot be read or written; check the disk")
      default:
        (.invalidData, "the database cannot be used (\(Self.reason(error))); restore a copy of it")
      }
    self.init(kind, message, path: path)
  }

  private static func reason(_ error: any Error) -> String {
    (error as? DatabaseError)?.message ?? "\(error)"
  }
}

/// Runs `work` and names the database in its error.
func translating<Value>(_ path: String, _ work: () throws -> Value) throws(GenreError) -> Value {
  do { return try work() } catch { throw GenreError(error, path: path) }
}

extension Row {
  /// The value of a column, which a database that was written by other hands may have in another type.
  func value<Value: DatabaseValueConvertible>(_ index: Int, _ type: Value.Type = Value.self)
    throws(GenreError)
    -> Value
  {
    guard let value = optional(index, type) else {
      throw GenreError(
        .invalidData, "the database has a value of another kind than expected; scan into a new one")
    }
    return value
  }

  /// The value of a column; nil where it has none, or none of this type.
  func optional<Value: DatabaseValueConvertible>(_ index: Int, _ type: Value.Type = Value.self) -> Value? {
    let value: DatabaseValue = self[index]
    return Value.fromDatabaseValue(value)
  }
}
