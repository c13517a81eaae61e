import GRUNet
import GenreKit

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
  ///   - validationShare: As by clip, as far as whole groups allow: no more than that, but at least the smallest group
  ///     of a genre that has two or more.
  ///   - testShare: The share for the test side, likewise.
  ///   - seed: The same seed gives the same split.
  ///   - summary: The method in words.
  public static func grouped(
    _ dataset: GenreDataset, groups: [String?], validationShare: Double, testShare: Double = 0, seed: UInt64,
    summary: String? = nil
  ) throws(GenreError) -> DatasetSplit {
    precondition(groups.count == dataset.items.count, "one group an item")
    guard validationShare >= 0, testShare >= 0, validationShare + testShare < 1 else {
      throw GenreError(
        .invalidArgument, "the validation and test fractions must be 0 or more and together below 1")
    }
    var generator = RandomGenerator(seed: seed)
    var sides: [Side: [Int]] = [:]
    var sideOfGroup: [String: Side] = [:]
    for label in dataset.labels {
      let members = dataset.items.indices.filter { dataset.items[$0].label == label && groups[$0] != nil }
      let membersOf = Dictionary(grouping: members, by: { groups[$0] ?? "" })
      let dealt = deal(
        membersOf.keys.sorted().shuffled(using: &generator).map { ($0, membersOf[$0]?.count ?? 0) },
        wanted: [
          .validation: share(validationShare, of: members.count), .test: share(testShare, of: members.count),
        ], bound: sideOfGroup)
      sideOfGroup.merge(dealt) { bound, _ in bound }
      for (name, side) in dealt { sides[side, default: []] += membersOf[name] ?? [] }
    }
    return try DatasetSplit(
      training: sides[.training] ?? [], validation: sides[.validation] ?? [], test: sides[.test] ?? [],
      itemCount: dataset.items.count, summary: summary ?? "by group, seed \(seed)")
  }

  /// Which side each group of one genre is on: the first of them that fit into what is wanted of the sides are held out,
  /// the rest is trained on. Where all are too large for a side, it gets the smallest, or nothing would be asked.
  ///
  /// - Parameters:
  ///   - groups: Their names and sizes, in the order in which they are dealt.
  ///   - wanted: The clips that each of the sides should have.
  ///   - bound: The groups that are on a side already, with clips of another genre.
  private static func deal(
    _ groups: [(name: String, count: Int)], wanted: [Side: Int], bound: [String: Side]
  ) -> [String: Side] {
    let heldOut: [Side] = [.validation, .test]
    var counts: [Side: Int] = [:]
    var dealt: [String: Side] = [:]
    for group in groups {
      let side =
        bound[group.name] ?? heldOut.first { counts[$0, default: 0] + group.count <= wanted[$0, default: 0] }
        ?? .training
      dealt[group.name] = side
      counts[side, default: 0] += group.count
    }
    for side in heldOut where wanted[side, default: 0] > 0 && counts[side, default: 0] == 0 {
      let training = groups.filter { dealt[$0.name] == .training }
      guard training.count > 1,
        let smallest = training.filter({ bound[$0.name] == nil }).min(by: { $0.count < $1.count })
      else { continue }
      dealt[smallest.name] = side
    }
    return dealt
  }

  private static func share(_ share: Double, of count: Int) -> Int {
    guard share > 0, count > 1 else { return 0 }
    return min(count - 1, max(1, Int((share * Double(count)).rounded())))
  }
}
