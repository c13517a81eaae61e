import GenreKit

/// The names under which genres are written.
package struct GenreNames: Hashable, Sendable {
  private var names: [String: String] = [:]
  /// What taggers and players call a genre that the models spell in another way.
  private static let spellings = ["hiphop": "Hip-Hop"]

  /// Each genre of the model as players spell it: `Hip-Hop`, and with a capital, as in `Jazz`.
  package init() {}

  /// Reads a CSV file with the columns genre and name, as in `hiphop,Hip-Hop/Rap`. A genre without a name is not written;
  /// one that is missing is written as without the file.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidData` for a line that is not so.
  package init(csv path: String) throws(GenreError) {
    for (index, line) in try TextFile.contents(of: path).split(whereSeparator: \.isNewline).enumerated() {
      let fields = line.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false).map(Self.plain)
      guard fields.count == 2, !fields[0].isEmpty else {
        throw GenreError(
          .invalidData, "line \(index + 1) is not a genre and its name; write a line as hiphop,Hip-Hop/Rap",
          path: path)
      }
      if index > 0 || fields != ["genre", "name"] { names[fields[0]] = fields[1] }
    }
  }

  /// A field without spaces around it and without quotation marks.
  private static func plain(_ field: Substring) -> String {
    let text = field.trimmed
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast()).split(separator: "\"\"", omittingEmptySubsequences: false)
      .joined(separator: "\"")
  }

  /// The genres of the file that a model does not have: perhaps misspelt.
  package func unknown(among labels: [String]) -> [String] {
    names.keys.filter { !labels.contains($0) }.sorted()
  }

  /// The name of a genre; nil where it is not to be written.
  package func name(of genre: String) -> String? {
    let name = names[genre] ?? Self.spellings[genre] ?? genre.capital
    return name.isEmpty ? nil : name
  }
}
