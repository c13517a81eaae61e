import GenreKit

/// What a journal says of one run.
package enum TagHistory {
  /// The lines of a run that were not taken back yet, the last first.
  ///
  /// - Parameter run: The run; nil for the last one that has such lines.
  /// - Throws: ``GenreError``: `notFound` where there is none, and what reading the journal throws.
  package static func records(_ journal: TagJournal, run: String?) throws(GenreError) -> [TagRecord] {
    let all = try journal.records()
    let undone = Set(all.compactMap { record in record.undoes.map { Change(run: $0, record) } })
    let open = all.filter { $0.undoes == nil && !undone.contains(Change(run: $0.run, $0)) }
    guard let wanted = run ?? open.last?.run, open.contains(where: { $0.run == wanted }) else {
      throw GenreError(
        .notFound, run == nil ? "nothing is left to take back" : "no such run, or it was taken back already",
        path: journal.path)
    }
    return open.filter { $0.run == wanted }.reversed()
  }

  /// What one run did to one field of one file.
  private struct Change: Hashable {
    let run: String
    let path: [UInt8]
    let field: String

    init(run: String, _ record: TagRecord) {
      self.run = run
      // By bytes: two spellings of a letter are two files.
      path = Array(record.path.utf8)
      field = record.field
    }
  }
}
