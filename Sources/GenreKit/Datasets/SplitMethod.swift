/// How to split a data set, as a person asks for it: `track`, `lists:FOLDER`, `groups:CSV`.
public enum SplitMethod: Sendable, Hashable {
  /// At random by clip, stratified by genre.
  case track
  /// A published partition: a folder of lists, see ``DatasetSplit/lists(in:of:)``.
  case lists(folder: String)
  /// By the groups of a CSV file with the columns clip and group, such as artists.
  case groups(file: String)

  /// Reads the words of a person.
  public init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    switch (parts[0], parts.count > 1 ? parts[1] : "") {
    case ("track", ""): self = .track
    case ("lists", let folder) where !folder.isEmpty: self = .lists(folder: folder)
    case ("groups", let file) where !file.isEmpty, ("artist", let file) where !file.isEmpty:
      self = .groups(file: file)
    default: return nil
    }
  }

  /// Splits a data set.
  ///
  /// - Parameters:
  ///   - dataset: The clips.
  ///   - validationShare: The share for validation, where the method leaves it open.
  ///   - testShare: The share for the test side, likewise.
  ///   - seed: For the methods that draw lots.
  public func split(
    _ dataset: GenreDataset, validationShare: Double, testShare: Double = 0, seed: UInt64
  ) throws(GenreError) -> DatasetSplit {
    switch self {
    case .track:
      try .track(of: dataset, validationShare: validationShare, testShare: testShare, seed: seed)
    case .lists(let folder): try .lists(in: folder, of: dataset)
    case .groups(let file):
      try .grouped(
        dataset, groups: GroupList(file).groups(of: dataset), validationShare: validationShare,
        testShare: testShare, seed: seed,
        summary: "by the groups of \(FileListing.lastComponent(of: file)), none on two sides, seed \(seed)")
    }
  }
}
