internal import GRDB
import GenreKit

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The columns of the table `file`, and entries made of them.
enum EntryRow {
  static let waiting = 0
  static let answered = 1
  static let failed = 2

  static let columns = """
    path, size, modified, state, sound, analysed, missing_since, scores, unsure, out_of_scope, duration, warnings, model, \
    model_version, sample, error_code, error_message
    """

  /// - Throws: ``GenreError`` with code `invalidData`.
  static func entry(_ row: Row) throws(GenreError) -> LibraryEntry {
    LibraryEntry(
      pathBytes: [UInt8](try row.value(0, Data.self)), size: try row.value(1), modified: try row.value(2),
      sound: row.optional(4), state: try state(row), analysed: row.optional(5), missingSince: row.optional(6))
  }

  private static func state(_ row: Row) throws(GenreError) -> LibraryEntry.State {
    switch try row.value(3, Int.self) {
    case answered: .answered(try answer(row, from: 7))
    case failed: .failed(LibraryFailure(code: try row.value(15), message: try row.value(16)))
    default: .waiting
    }
  }

  static let answerColumns = "scores, unsure, out_of_scope, duration, warnings, model, model_version, sample"

  /// An answer whose columns begin at `first`.
  static func answer(_ row: Row, from first: Int) throws(GenreError) -> LibraryAnswer {
    LibraryAnswer(
      scores: try JSONText.decode(
        [GenreScore].self, from: try row.value(first), what: "a row of the database"),
      isUnsure: try row.value(first + 1), outOfScope: row.optional(first + 2),
      duration: try row.value(first + 3),
      warnings: try JSONText.decode(
        [LibraryWarning].self, from: try row.value(first + 4), what: "a row of the database"),
      model: try row.value(first + 5), modelVersion: try row.value(first + 6),
      sample: row.optional(first + 7))
  }
}

extension BytePath {
  /// As the database has it.
  var data: Data { Data(bytes) }
}
