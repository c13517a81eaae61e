import GenreKit

extension SplitMethod {
  /// The clips of one side of a split, for a model that is trained already: of published lists, only the side's own list
  /// has to be there, and none of the clips of the others.
  ///
  /// - Parameters:
  ///   - side: The side.
  ///   - dataset: The clips.
  ///   - grid: How clips are cut, for the split by segments.
  ///   - validationShare: The share for validation, where the method leaves it open.
  ///   - testShare: The share for the test side, likewise.
  ///   - seed: For the methods that draw lots.
  /// - Returns: The data set that the indices are of, and what should be known of the two.
  /// - Throws: ``GenreError``, with code `invalidArgument` where nothing is on the side.
  public func clips(
    of side: DatasetSplit.Side, in dataset: GenreDataset, grid: SegmentGrid = SegmentGrid(),
    validationShare: Double, testShare: Double, seed: UInt64
  ) throws(GenreError) -> (dataset: GenreDataset, indices: [Int], warnings: [String]) {
    if case .lists(let folder) = self { return try listedClips(of: side, in: dataset, folder: folder) }
    let divided = try divide(
      dataset, grid: grid, validationShare: validationShare, testShare: testShare, seed: seed)
    guard !divided.split[side].isEmpty else {
      throw GenreError(
        .invalidArgument,
        "the split has no \(side.rawValue) side; choose another side, or give this one a fraction of the clips"
      )
    }
    return (divided.dataset, divided.split[side], divided.warnings)
  }

  private func listedClips(
    of side: DatasetSplit.Side, in dataset: GenreDataset, folder: String
  ) throws(GenreError) -> (dataset: GenreDataset, indices: [Int], warnings: [String]) {
    let lists = try PublishedLists(folder)
    guard let file = lists.file(of: side), let list = try lists.read(side, of: dataset) else {
      throw GenreError(
        .invalidArgument, "the folder has no list of the \(side.rawValue) side; choose another side",
        path: folder)
    }
    guard !list.indices.isEmpty else {
      throw GenreError(
        .invalidData, "no clip of \(file) is in the data set; its lines must read genre.NNNNN",
        path: folder)
    }
    let rest = list.nameCount - list.indices.count
    let warning = "\(file) names \(list.nameCount) clips; the data has \(list.indices.count) of them"
    return (dataset, list.indices, rest > 0 ? [warning] : [])
  }
}
