/// Which of a model's genres are right for a label: the genre of the same name, or those that a mapping gives.
public struct LabelMap: Sendable, Hashable {
  private let genres: [String: Set<String>]

  /// The map by which a label stands for the genre of the same name alone.
  public init() { genres = [:] }

  /// Reads a CSV file with the columns `label` and `genres`, the latter separated by semicolons, as in
  /// `pop_or_rock,pop;rock;metal;disco`; no genres at all, as in `speech,`, mean that it is none of them. Labels that it
  /// does not name stand for themselves.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidData` without these columns.
  public init(csv path: String) throws(GenreError) {
    let table = CSVTable(try FileListing.text(of: path))
    guard let label = table.position(of: "label"), let genres = table.position(of: "genres") else {
      throw GenreError(.invalidData, "the first line must name the columns label and genres", path: path)
    }
    self.genres = Dictionary(
      table.rows.map { row in
        (row[label].trimmed, Set(row[genres].split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }))
      },
      uniquingKeysWith: { $0.union($1) })
  }

  /// What is odd about the map for a model of these labels, each in a line: genres that the model does not have, which
  /// may be misspelt, and are never right.
  public func warnings(among labels: [String]) -> [String] {
    genres.sorted { $0.key < $1.key }.compactMap { label, genres in
      let unknown = genres.subtracting(labels).sorted()
      guard !unknown.isEmpty else { return nil }
      return
        "the mapping of '\(label)' names \(unknown.map { "'\($0)'" }.joined(separator: ", ")), which the model does "
        + "not know"
    }
  }

  /// Whether a label is said to be none of the genres.
  func isOutOfScope(_ label: String) -> Bool { genres[label]?.isEmpty == true }

  /// The right genres for a label, as indices into a model's labels.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` if the model knows none of them.
  func truths(for label: String, among labels: [String]) throws(GenreError) -> Set<Int> {
    let wanted = genres[label] ?? [label]
    let truths = Set(labels.indices.filter { wanted.contains(labels[$0]) })
    guard !truths.isEmpty else {
      throw GenreError(
        .invalidData,
        "the model does not know the genre '\(label)'; a mapping can say which of its genres it is")
    }
    return truths
  }

  /// The right genres for each label that occurs in a list.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` for a label of which the model knows none.
  func truths(for files: LabelledFiles, among labels: [String]) throws(GenreError) -> [String: Set<Int>] {
    var truths: [String: Set<Int>] = [:]
    for label in Set(files.entries.map(\.label)) {
      truths[label] = try self.truths(for: label, among: labels)
    }
    return truths
  }
}
