import GRUNet

extension DatasetSplit {
  /// Splits at random by clip, each genre in the same proportion (stratified).
  ///
  /// Clips by one artist may be on both sides, which flatters the figures; `grouped` avoids it.
  /// - Parameters:
  ///   - dataset: The clips to split.
  ///   - validationShare: The share of each genre for validation, 0 to below 1; at least one clip of a genre that
  ///     has two or more, unless 0.
  ///   - testShare: The share for the test side, likewise.
  ///   - seed: The same seed gives the same split.
  public static func track(
    of dataset: GenreDataset, validationShare: Double, testShare: Double = 0, seed: UInt64
  ) throws(GenreError) -> DatasetSplit {
    try grouped(
      dataset, groups: dataset.items.indices.map { "\($0)" }, validationShare: validationShare,
      testShare: testShare, seed: seed, summary: "by clip, stratified, seed \(seed)")
  }

  /// Splits so that no group (an artist, say) is on two sides, each genre in about the same proportion.
  ///
  /// - Parameters:
  ///   - dataset: The clips to split.
  ///   - groups: For each item of the data set, the name of its group; an item without one is left out.
  ///   - validationShare: As by clip.
  ///   - testShare: As by clip.
  ///   - seed: The same seed gives the same split.
  ///   - summary: The method in words.
  public static func grouped(
    _ dataset: GenreDataset, groups: [String?], validationShare: Double, testShare: Double = 0, seed: UInt64,
    summary: String? = nil
  ) throws(GenreError) -> DatasetSplit {
    precondition(groups.count == dataset.items.count, "one group an item")
    guard validationShare >= 0, testShare >= 0, validationShare + testShare < 1 else {
      throw GenreError(
        .invalidArgument, "the validation and test shares must be 0 or more and together below 1")
    }
    var generator = RandomGenerator(seed: seed)
    var sides = (training: [Int](), validation: [Int](), test: [Int]())
    var sideOfGroup: [String: Int] = [:]
    for label in dataset.labels {
      let members = dataset.items.indices.filter { dataset.items[$0].label == label && groups[$0] != nil }
      let wanted = [
        1: share(validationShare, of: members.count), 2: share(testShare, of: members.count),
      ]
      var counts = [1: 0, 2: 0]
      let membersOf = Dictionary(grouping: members, by: { groups[$0] ?? "" })
      for name in membersOf.keys.sorted().shuffled(using: &generator) {
        let group = membersOf[name] ?? []
        let side =
          sideOfGroup[name]
          ?? [1, 2].first { counts[$0, default: 0] + group.count <= wanted[$0, default: 0] } ?? 0
        sideOfGroup[name] = side
        counts[side, default: 0] += group.count
        switch side {
        case 1: sides.validation += group
        case 2: sides.test += group
        default: sides.training += group
        }
      }
    }
    return try DatasetSplit(
      training: sides.training, validation: sides.validation, test: sides.test,
      itemCount: dataset.items.count, summary: summary ?? "by group, seed \(seed)")
  }

  private static func share(_ share: Double, of count: Int) -> Int {
    guard share > 0, count > 1 else { return 0 }
    return min(count - 1, max(1, Int((share * Double(count)).rounded())))
  }
}
