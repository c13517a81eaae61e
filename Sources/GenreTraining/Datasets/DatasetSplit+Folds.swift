import GRUNet
import GenreKit

extension DatasetSplit {
  /// Deals groups out to folds, each genre evenly; fold `i` is the test side of the `i`th split and the validation side
  /// of the one before.
  ///
  /// - Parameters:
  ///   - count: The folds, 3 or more.
  ///   - dataset: The clips.
  ///   - groups: For each item of the data set, the name of its group; no group is on two sides.
  ///   - among: The items to deal out; nil for all.
  ///   - seed: The same seed gives the same folds.
  ///   - method: The method in words, for the splits' summaries.
  /// - Throws: ``GenreError``: `invalidArgument` for fewer than 3 folds, `invalidData` where there are fewer groups than
  ///   folds.
  public static func folds(
    _ count: Int, of dataset: GenreDataset, groups: [String], among: [Int]? = nil, seed: UInt64,
    by method: String
  ) throws(GenreError) -> [DatasetSplit] {
    guard count >= 3 else {
      throw GenreError(
        .invalidArgument,
        "the number of folds must be 3 or more: one for testing, one for validation, the rest for training")
    }
    let items = among ?? Array(dataset.items.indices)
    let folds =
      count <= items.count ? deal(items, of: dataset, groups: groups, into: count, seed: seed) : [[]]
    guard folds.allSatisfy({ !$0.isEmpty }) else {
      throw GenreError(
        .invalidData, "there are fewer clips or groups than the \(count) folds; choose fewer folds")
    }
    var splits: [DatasetSplit] = []
    for index in folds.indices {
      let next = (index + 1) % count
      let training = folds.indices.filter { $0 != index && $0 != next }.flatMap { folds[$0] }
      splits.append(
        try DatasetSplit(
          training: training, validation: folds[next], test: folds[index], itemCount: dataset.items.count,
          summary: "\(method), fold \(index + 1) of \(count), seed \(seed)"))
    }
    return splits
  }

  /// Each group goes to the fold that has the fewest clips of its genre so far, and the fewest in all of those.
  private static func deal(
    _ items: [Int], of dataset: GenreDataset, groups: [String], into count: Int, seed: UInt64
  ) -> [[Int]] {
    var generator = RandomGenerator(seed: seed)
    var folds = Array(repeating: [Int](), count: count)
    var foldOfGroup: [String: Int] = [:]
    for label in dataset.labels {
      var ofLabel = Array(repeating: 0, count: count)
      let members = Dictionary(
        grouping: items.filter { dataset.items[$0].label == label }, by: { groups[$0] })
      for name in members.keys.sorted().shuffled(using: &generator) {
        let smallest =
          (0..<count).min { (ofLabel[$0], folds[$0].count) < (ofLabel[$1], folds[$1].count) } ?? 0
        let fold = foldOfGroup[name] ?? smallest
        foldOfGroup[name] = fold
        folds[fold] += members[name] ?? []
        ofLabel[fold] += members[name]?.count ?? 0
      }
    }
    return folds
  }
}
