internal import GRDB

/// A filter as a condition of SQL.
struct EntryQuery {
  private(set) var condition = "1"
  private(set) var arguments: [DatabaseValue] = []

  init(_ filter: LibraryFilter) {
    switch filter.kind {
    case .answered: add("state = ?", EntryRow.answered)
    case .failed: add("state = ?", EntryRow.failed)
    case .any: break
    }
    if !filter.genres.isEmpty {
      let marks = filter.genres.map { _ in "?" }.joined(separator: ", ")
      add("genre IN (\(marks))", filter.genres.map(\.databaseValue))
    }
    if let confidence = filter.minimumConfidence { add("confidence >= ?", confidence) }
    if let isUnsure = filter.isUnsure { add("unsure = ?", isUnsure) }
    if let time = filter.changedSince { add("analysed >= ?", time) }
    if let folder = filter.folder {
      add(PathRange.condition, PathRange(below: BytePath(folder)).arguments)
    }
    if !filter.includesMissing { condition += " AND missing_since IS NULL" }
  }

  private mutating func add(_ text: String, _ value: some DatabaseValueConvertible) {
    add(text, [value.databaseValue])
  }

  private mutating func add(_ text: String, _ values: [DatabaseValue]) {
    condition += " AND \(text)"
    arguments += values
  }

  /// Entries in the order of their paths, behind `last`.
  func entries(after last: BytePath?, limit: Int, in database: Database) throws -> [LibraryEntry] {
    let statement = try database.cachedStatement(
      sql: "SELECT \(EntryRow.columns) FROM file WHERE path > ? AND \(condition) ORDER BY path LIMIT ?")
    let all = [(last ?? BytePath("")).data.databaseValue] + arguments + [limit.databaseValue]
    return try Row.fetchAll(statement, arguments: StatementArguments(all)).map { try EntryRow.entry($0) }
  }
}
