import GenreKit

extension SplitMethod {
  /// Splits a data set.
  ///
  /// - Parameters:
  ///   - dataset: The clips.
  ///   - grid: How clips are cut, for the split by segments.
  ///   - validationShare: The share for validation, where the method leaves it open.
  ///   - testShare: The share for the test side, likewise.
  ///   - seed: For the methods that draw lots.
  /// - Throws: ``GenreError``: `invalidData`, `invalidArgument`, and what reading lists can throw.
  public func divide(
    _ dataset: GenreDataset, grid: SegmentGrid = SegmentGrid(), validationShare: Double,
    testShare: Double = 0,
    seed: UInt64
  ) throws(GenreError) -> SplitDataset {
    try grid.validate(for: dataset.features)
    switch self {
    case .segment:
      let segments = try dataset.segments(grid: grid)
      let split = try DatasetSplit.grouped(
        segments, groups: segments.items.map(\.name), validationShare: validationShare, testShare: testShare,
        seed: seed, summary: "by window at random, windows of one clip on several sides, seed \(seed)")
      return try SplitDataset(dataset: segments, split: split)
    case .track:
      let split = try DatasetSplit.track(
        of: dataset, validationShare: validationShare, testShare: testShare, seed: seed)
      return try SplitDataset(dataset: dataset, split: split)
    case .lists(let folder):
      return try SplitDataset(
        dataset: dataset, split: .lists(in: folder, of: dataset), remarks: remarks(on: dataset))
    case .groups(let file):
      let split = try DatasetSplit.grouped(
        dataset, groups: GroupList(file).groups(of: dataset), validationShare: validationShare,
        testShare: testShare, seed: seed,
        summary: "by the groups of \(PathName.last(of: file)), no group on two sides, seed \(seed)")
      let empty = Self.emptySides(of: split, validationShare: validationShare, testShare: testShare)
      return try SplitDataset(dataset: dataset, split: split, remarks: remarks(on: dataset) + empty)
    }
  }

  /// The sides that were to have a share and have nothing.
  private static func emptySides(
    of split: DatasetSplit, validationShare: Double, testShare: Double
  ) -> [String] {
    [(DatasetSplit.Side.validation, validationShare), (.test, testShare)]
      .filter { side, share in share > 0 && split[side].isEmpty }
      .map { side, _ in
        "the \(side.rawValue) side is empty: each genre has too few groups, and training needs one of them"
      }
  }

  /// Splits a data set into folds, each of which is the test side once and the validation side once.
  ///
  /// By lists, the clips of the training and the validation list are put together and dealt out by clip; those of a
  /// test list stay out.
  /// - Parameter count: The folds, 3 or more.
  /// - Throws: ``GenreError`` with code `invalidArgument` for the split by segments, where folds would say nothing.
  public func folds(_ count: Int, of dataset: GenreDataset, seed: UInt64) throws(GenreError) -> [SplitDataset]
  {
    let names = dataset.items.indices.map { "\($0)" }
    let splits: [DatasetSplit]
    switch self {
    case .segment:
      throw GenreError(
        .invalidArgument, "folds need whole clips; use them with a split by track, artist or lists")
    case .track: splits = try DatasetSplit.folds(count, of: dataset, groups: names, seed: seed, by: "by clip")
    case .groups(let file):
      let groups = try GroupList(file).groups(of: dataset)
      splits = try DatasetSplit.folds(
        count, of: dataset, groups: groups.map { $0 ?? "" },
        among: groups.indices.filter { groups[$0] != nil }, seed: seed,
        by: "by the groups of \(PathName.last(of: file))")
    case .lists(let folder):
      let lists = try DatasetSplit.lists(in: folder, of: dataset)
      splits = try DatasetSplit.folds(
        count, of: dataset, groups: names, among: (lists.training + lists.validation).sorted(), seed: seed,
        by: "by clip, of the clips that train and valid name in \(PathName.last(of: folder))")
    }
    var divided: [SplitDataset] = []
    let remarks = try remarks(on: dataset)
    for split in splits {
      divided.append(try SplitDataset(dataset: dataset, split: split, remarks: remarks))
    }
    return divided
  }

  /// Warnings about clips that only the list or only the data has.
  private func remarks(on dataset: GenreDataset) throws(GenreError) -> [String] {
    switch self {
    case .segment, .track: []
    case .lists(let folder): try PublishedLists(folder).warnings(of: dataset)
    case .groups(let file): try GroupList(file).warnings(of: dataset)
    }
  }
}
