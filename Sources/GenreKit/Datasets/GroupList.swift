/// Which clips belong together, such as those by one artist: a CSV file whose first two columns are clip and group.
struct GroupList {
  private let groupOfClip: [String: String]
  private let path: String

  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidData` if a line has fewer than two columns.
  init(_ path: String) throws(GenreError) {
    self.path = path
    var groups: [String: String] = [:]
    let lines = try FileListing.text(of: path).split(whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated().dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count >= 2, !fields[0].isEmpty else {
        throw GenreError(.invalidData, "line \(number + 1) should read clip,group", path: path)
      }
      groups[ClipName.stem(of: String(fields[0]))] = String(fields[1])
    }
    groupOfClip = groups
  }

  /// The group of each clip of a data set.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` that names a clip without a group.
  func groups(of dataset: GenreDataset) throws(GenreError) -> [String] {
    var groups: [String] = []
    for item in dataset.items {
      guard let group = groupOfClip[ClipName.stem(of: item.name)] else {
        throw GenreError(.invalidData, "the clip '\(item.name)' has no group; add a line for it", path: path)
      }
      groups.append(group)
    }
    return groups
  }
}
