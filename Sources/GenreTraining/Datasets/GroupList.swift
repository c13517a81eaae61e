import GenreKit

/// The groups of clips, such as those by one artist, from a CSV file with a clip and its group per line.
///
/// The clip is the column `clip`, `track` or `file`, else the first; the group `group`, `artist` or `artist_group`, else
/// the second.
struct GroupList {
  private let table: CSVTable
  private let clip: Int
  private let group: Int
  private let path: String

  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidData` where there are fewer than two columns.
  init(_ path: String) throws(GenreError) {
    let table = CSVTable(try TextFile.contentsWithNames(of: path))
    guard table.columns.count >= 2 else {
      throw GenreError(
        .invalidData, "the first line must name the columns clip and artist, separated by a comma",
        path: path)
    }
    self.path = path
    self.table = table
    clip = ["clip", "track", "file"].lazy.compactMap(table.position).first ?? 0
    group = ["group", "artist", "artist_group"].lazy.compactMap(table.position).first ?? 1
  }

  /// The group of each clip of a data set; nil where the file says none.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` where it says nothing of any clip, or two things of one.
  func groups(of dataset: GenreDataset) throws(GenreError) -> [String?] {
    let clips = ClipIndex(dataset)
    var groups: [String?] = Array(repeating: nil, count: dataset.items.count)
    for row in table.rows where !row[clip].isEmpty && !row[group].isEmpty {
      guard let index = try clips.clip(named: row[clip], in: path) else { continue }
      guard groups[index] ?? row[group] == row[group] else {
        throw GenreError(
          .invalidData, "the clip '\(row[clip])' has two groups; remove one of the lines", path: path)
      }
      groups[index] = row[group]
    }
    guard groups.contains(where: { $0 != nil }) else {
      throw GenreError(
        .invalidData, "no clip of this file is in the data set; its lines must read clip,artist",
        path: path)
    }
    return groups
  }

  /// Warnings about clips without a group.
  func warnings(of dataset: GenreDataset) throws(GenreError) -> [String] {
    let groups = try groups(of: dataset)
    let missing = dataset.items.indices.filter { groups[$0] == nil }
    guard let first = missing.first else { return [] }
    return [
      "\(missing.count) of the \(dataset.items.count) clips have no group in \(PathName.last(of: path)), "
        + "such as '\(dataset.items[first].name)', and are left out"
    ]
  }
}
