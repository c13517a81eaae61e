internal import GRDB
import GenreKit

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What a scan needs to know of a file that the database has already.
struct KnownFile {
  let id: Int64
  let stamp: FileStamp
  let state: Int
  let isMissing: Bool
  let modelVersion: String?
  let sample: Double?
}

/// A file that waits for its answer.
struct WaitingFile: Sendable {
  let id: Int64
  let path: BytePath
}

extension Database {
  func known(_ path: BytePath) throws -> KnownFile? {
    let statement = try cachedStatement(
      sql: "SELECT id, size, modified, state, missing_since, model_version, sample FROM file WHERE path = ?")
    guard let row = try Row.fetchOne(statement, arguments: [path.data]) else { return nil }
    return KnownFile(
      id: try row.value(0), stamp: FileStamp(size: try row.value(1), modified: try row.value(2)),
      state: try row.value(3), isMissing: row.optional(4, Int64.self) != nil, modelVersion: row.optional(5),
      sample: row.optional(6))
  }

  /// - Returns: Its number.
  func insertWaiting(_ path: BytePath, _ stamp: FileStamp) throws -> Int64 {
    try cachedStatement(sql: "INSERT INTO file(path, size, modified, state) VALUES (?, ?, ?, 0)")
      .execute(arguments: [path.data, stamp.size, stamp.modified])
    return lastInsertedRowID
  }

  /// Marks a file as there and to be answered again; what was answered before stays until then.
  func setWaiting(_ id: Int64, _ stamp: FileStamp) throws {
    try cachedStatement(
      sql: "UPDATE file SET size = ?, modified = ?, state = 0, missing_since = NULL WHERE id = ?"
    ).execute(arguments: [stamp.size, stamp.modified, id])
  }

  func setFound(_ id: Int64) throws {
    try cachedStatement(sql: "UPDATE file SET missing_since = NULL WHERE id = ?").execute(arguments: [id])
  }

  func setMissing(_ id: Int64, at time: Int64) throws {
    try cachedStatement(sql: "UPDATE file SET missing_since = ? WHERE id = ? AND missing_since IS NULL")
      .execute(arguments: [time, id])
  }

  /// Files below a folder that were there at the last scan, in the order of their paths, behind `last`.
  func present(below folder: BytePath, after last: BytePath?, limit: Int) throws -> [WaitingFile] {
    let range = PathRange(below: folder).arguments
    let statement = try cachedStatement(
      sql:
        "SELECT id, path FROM file WHERE path > ? AND path < ? AND missing_since IS NULL ORDER BY path LIMIT ?"
    )
    let rows = try Row.fetchAll(
      statement,
      arguments: [last.map { $0.data.databaseValue } ?? range[0], range[1], limit.databaseValue])
    return try rows.map { try Self.file($0) }
  }

  /// Files below a folder that wait, by their numbers, behind `last`.
  func waiting(below folder: BytePath, after last: Int64, limit: Int) throws -> [WaitingFile] {
    let statement = try cachedStatement(
      sql: """
        SELECT id, path FROM file WHERE state = 0 AND id > ? AND missing_since IS NULL AND \(PathRange.condition) \
        ORDER BY id LIMIT ?
        """)
    let arguments = [last.databaseValue] + PathRange(below: folder).arguments + [limit.databaseValue]
    return try Row.fetchAll(statement, arguments: StatementArguments(arguments)).map { try Self.file($0) }
  }

  func waitingCount(below folder: BytePath) throws -> Int {
    try Int.fetchOne(
      self,
      sql:
        "SELECT count(*) FROM file WHERE state = 0 AND missing_since IS NULL AND \(PathRange.condition)",
      arguments: StatementArguments(PathRange(below: folder).arguments)) ?? 0
  }

  /// Files below a folder whose answer is by another model or of another sample.
  func otherModelCount(below folder: BytePath, version: String, sample: Double?) throws -> Int {
    try Int.fetchOne(
      self,
      sql: """
        SELECT count(*) FROM file WHERE state = 1 AND missing_since IS NULL \
        AND (model_version <> ? OR sample IS NOT ?) AND \(PathRange.condition)
        """,
      arguments: StatementArguments(
        [version.databaseValue, sample?.databaseValue ?? .null] + PathRange(below: folder).arguments)) ?? 0
  }

  /// The answer that a model gave to the same sample of the same sound in any file, also in one that is missing now. The file itself may
  /// wait: what was answered before its tags changed still holds.
  func answer(sound: String, modelVersion: String, sample: Double?, file: Int64) throws -> LibraryAnswer? {
    let condition = "sound = ? AND model_version = ? AND sample IS ? AND scores IS NOT NULL"
    let statement = try cachedStatement(
      sql: """
        SELECT \(EntryRow.answerColumns) FROM file WHERE id = ? AND \(condition) \
        UNION ALL SELECT \(EntryRow.answerColumns) FROM file WHERE state = 1 AND \(condition) LIMIT 1
        """)
    let row = try Row.fetchOne(
      statement, arguments: [file, sound, modelVersion, sample, sound, modelVersion, sample])
    return try row.map { try EntryRow.answer($0, from: 0) }
  }

  func setAnswered(_ id: Int64, _ answer: LibraryAnswer, sound: String?, stamp: FileStamp, at time: Int64)
    throws
  {
    try cachedStatement(
      sql: """
        UPDATE file SET state = 1, size = ?, modified = ?, sound = ?, duration = ?, genre = ?, confidence = ?, unsure = ?, \
        out_of_scope = ?, scores = ?, warnings = ?, error_code = NULL, error_message = NULL, model = ?, \
        model_version = ?, sample = ?, analysed = ? WHERE id = ?
        """
    ).execute(arguments: [
      stamp.size, stamp.modified, sound, answer.duration, answer.best.genre, answer.best.confidence,
      answer.isUnsure, answer.outOfScope, try JSONText.encode(answer.scores),
      try JSONText.encode(answer.warnings), answer.model, answer.modelVersion, answer.sample,
      time, id,
    ])
  }

  func setFailed(
    _ id: Int64, _ failure: LibraryFailure, sound: String?, stamp: FileStamp?, modelVersion: String,
    at time: Int64
  ) throws {
    try cachedStatement(
      sql: """
        UPDATE file SET state = 2, size = coalesce(?, size), modified = coalesce(?, modified), sound = ?, \
        duration = NULL, genre = NULL, confidence = NULL, unsure = NULL, out_of_scope = NULL, scores = NULL, \
        warnings = NULL, error_code = ?, error_message = ?, model = NULL, model_version = ?, \
        sample = NULL, analysed = ? WHERE id = ?
        """
    ).execute(arguments: [
      stamp?.size, stamp?.modified, sound, failure.code, failure.message, modelVersion, time, id,
    ])
  }

  private static func file(_ row: Row) throws -> WaitingFile {
    WaitingFile(id: try row.value(0), path: BytePath([UInt8](try row.value(1, Data.self))))
  }
}
