import GenreKit

/// The right genres of each label: the genre of the same name, or those that a CSV file gives.
public struct LabelMap: Sendable, Hashable {
  private let genres: [String: Set<String>]

  /// The map by which a label stands for the genre of the same name alone.
  public init() { genres = [:] }

  /// Reads a CSV file with the columns `label` and `genres`, the latter separated by semicolons, as in
  /// `pop_or_rock,pop;rock;metal;disco`; no genres at all, as in `speech,`, mean that it is none of them, and a question
  /// mark, as in `unlabelled,?`, that nobody knows: such clips can be trained on where a teacher speaks of them. Labels
  /// that it does not name stand for themselves.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidData` without these columns.
  public init(csv path: String) throws(GenreError) {
    let table = CSVTable(try TextFile.contentsWithNames(of: path))
    guard let label = table.position(of: "label"), let genres = table.position(of: "genres") else {
      throw GenreError(
        .invalidData, "the first line must name the columns label and genres, separated by a comma",
        path: path)
    }
    self.genres = Dictionary(
      table.rows.map { row in
        // Where semicolons separate the columns, too, the genres are all that is left of the line.
        let list = genres == table.columns.count - 1 ? row[genres...].joined(separator: ";") : row[genres]
        return (row[label].trimmed, Set(list.split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }))
      },
      uniquingKeysWith: { $0.union($1) })
  }

  /// Warnings about the map for a model of these labels, each in a line: genres that the model does not have, which may
  /// be misspelt and are never right.
  public func warnings(among labels: [String]) -> [String] {
    genres.sorted { $0.key < $1.key }.compactMap { label, genres in
      let unknown = genres.subtracting(labels).subtracting([Self.unknown]).sorted()
      guard !unknown.isEmpty else { return nil }
      return
        "the label map of '\(label)' names \(unknown.map { "'\($0)'" }.joined(separator: ", ")), which the model does "
        + "not know; check the spelling"
    }
  }

  /// In the place of genres: nobody knows.
  private static let unknown = "?"

  /// Whether a label is said to stand for clips whose genre nobody knows.
  func isUnknown(_ label: String) -> Bool { genres[label] == [Self.unknown] }

  /// Whether a label is said to be none of the genres.
  func isOutOfScope(_ label: String) -> Bool { genres[label]?.isEmpty == true }

  /// The right genres for each of some labels, as indices into a model's labels; none for a label that is said to be none
  /// of the genres.
  ///
  /// - Parameter allowsUnknown: Whether labels may stand for clips whose genre nobody knows; these have no right genres,
  ///   either.
  /// - Throws: ``GenreError`` with code `invalidData` that names all labels of which the model knows no genre.
  func truths(
    for wanted: some Sequence<String>, among labels: [String], allowsUnknown: Bool = false
  ) throws(GenreError) -> [String: Set<Int>] {
    let truths = Dictionary(wanted.map { ($0, self.truths(for: $0, among: labels)) }) { first, _ in first }
    let unknown = truths.filter {
      $0.value.isEmpty && !isOutOfScope($0.key) && !(allowsUnknown && isUnknown($0.key))
    }.keys.sorted()
    guard unknown.isEmpty else {
      let names = unknown.map { "'\($0)'" }.joined(separator: ", ")
      throw GenreError(
        .invalidData,
        "\(Self.unknownGenre)\(unknown.count == 1 ? "" : "s") \(names); map "
          + "\(unknown.count == 1 ? "it" : "each") to genres of the model, or to an empty list if out of scope"
      )
    }
    return truths
  }

  private static let unknownGenre = "the model does not know the genre"

  /// Whether an error is about labels of which the model knows no genre, which a label map would mend.
  package static func wouldMend(_ error: GenreError) -> Bool {
    error.code == .invalidData && error.message.hasPrefix(unknownGenre)
  }

  private func truths(for label: String, among labels: [String]) -> Set<Int> {
    let wanted = genres[label] ?? [label]
    let truths = Set(labels.indices.filter { wanted.contains(labels[$0]) })
    guard truths.isEmpty, genres[label] == nil else { return truths }
    // 'Hip-Hop' is hiphop, as long as that is the only one.
    let alike = labels.indices.filter { labels[$0].letters == label.letters }
    return alike.count == 1 ? Set(alike) : []
  }
}

extension String {
  /// The letters and digits alone, in lower case.
  fileprivate var letters: String { lowercased().filter { $0.isLetter || $0.isNumber } }
}
