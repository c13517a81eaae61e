internal import GRDB
import GenreKit

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension MusicLibrary {
  /// Numbers about the files of the library.
  ///
  /// - Parameters:
  ///   - folder: Only files below this folder, as it is resolved on this machine; nil for all.
  ///   - depth: How many folders below the one that holds all files are told apart.
  /// - Throws: ``GenreKit/GenreError`` of the database.
  public func statistics(folder: String? = nil, depth: Int = 1) throws(GenreError) -> LibraryStatistics {
    var filter = LibraryFilter()
    filter.folder = folder
    filter.kind = .any
    let present = EntryQuery(filter)
    filter.includesMissing = true
    let all = EntryQuery(filter)
    return try database.snapshot { database in
      let states = try database.counts(by: "state", present)
      let genres = try database.genres(present)
      return LibraryStatistics(
        genres: genres, folders: try database.folders(present, depth: depth),
        answeredCount: states["\(EntryRow.answered)"] ?? 0,
        unsureCount: genres.reduce(0) { $0 + $1.unsureCount },
        failedCount: states["\(EntryRow.failed)"] ?? 0, waitingCount: states["\(EntryRow.waiting)"] ?? 0,
        missingCount: try database.counts(by: "missing_since IS NOT NULL", all)["1"] ?? 0,
        duration: genres.reduce(0) { $0 + $1.duration },
        models: try database.counts(by: "model || ' ' || model_version", present))
    }
  }
}

extension Database {
  /// The number of files for each value of an expression that is not null.
  fileprivate func counts(by expression: String, _ query: EntryQuery) throws -> [String: Int] {
    let rows = try Row.fetchAll(
      self, sql: "SELECT CAST(\(expression) AS TEXT), count(*) FROM file WHERE \(query.condition) GROUP BY 1",
      arguments: StatementArguments(query.arguments))
    return try rows.reduce(into: [:]) { counts, row in
      if let name = row.optional(0, String.self) { counts[name] = try row.value(1) }
    }
  }

  fileprivate func genres(_ query: EntryQuery) throws -> [LibraryStatistics.Group] {
    let rows = try Row.fetchAll(
      self,
      sql: """
        SELECT genre, count(*), sum(unsure), avg(confidence), sum(duration) FROM file \
        WHERE state = \(EntryRow.answered) AND \(query.condition) GROUP BY genre ORDER BY 2 DESC, 1
        """, arguments: StatementArguments(query.arguments))
    return try rows.map { row in
      LibraryStatistics.Group(
        name: try row.value(0), count: try row.value(1), unsureCount: try row.value(2),
        meanConfidence: try row.value(3), duration: try row.value(4))
    }
  }

  fileprivate func folders(_ query: EntryQuery, depth: Int) throws -> [LibraryStatistics.Group] {
    var groups = FolderGroups(depth: depth)
    let rows = try Row.fetchCursor(
      self,
      sql: """
        SELECT path, confidence, unsure, duration FROM file \
        WHERE state = \(EntryRow.answered) AND \(query.condition)
        """, arguments: StatementArguments(query.arguments))
    while let row = try rows.next() {
      groups.add(
        BytePath([UInt8](try row.value(0, Data.self))), confidence: try row.value(1),
        isUnsure: try row.value(2), duration: try row.value(3))
    }
    return groups.groups
  }
}
