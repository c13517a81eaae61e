import GRUNet
import GenreKit

extension GenreModel {
  /// Scores clips of a data set window by window, uncalibrated; items of one recording are one clip.
  ///
  /// - Parameters:
  ///   - dataset: The clips; made with the features that the model reads.
  ///   - indices: Which of them.
  ///   - map: Which genres are right for a label of the data set.
  ///   - jobs: The number of clips scored in parallel; nil for one per core.
  /// - Throws: ``GenreError`` with code `invalidData` if the features differ, or a genre is none of the model's;
  ///   `cancelled`.
  public func scores(
    of dataset: GenreDataset, indices: [Int], map: LabelMap = LabelMap(), jobs: Int? = nil
  ) throws(GenreError) -> [ScoredClip] {
    let dataset = try dataset.converted(to: features)
    let truths = try map.truths(for: indices.map { dataset.items[$0].label }, among: labels)
    let scorer = WindowScorer(model: self)
    var clips: [ScoredClip] = []
    try OrderedWork.run(count: indices.count, jobs: jobs) { position, _ in
      let item = dataset.items[indices[position]]
      return Result { () throws(GenreError) in
        try scorer.score(item, of: dataset, truths: truths[item.label] ?? [])
      }
    } deliver: { (_, result) throws(GenreError) in
      clips.append(try result.get())
    }
    return ScoredClip.merged(clips, recordings: indices.map { dataset.items[$0].recording })
  }
}

extension WindowScorer {
  /// Scores one clip of a data set.
  func score(
    _ item: GenreDataset.Item, of dataset: GenreDataset, truths: Set<Int>
  ) throws(GenreError) -> ScoredClip {
    let plans = dataset.windowPlans(of: item, grid: model.grid)
    guard plans.contains(where: { $0.audibleCount > 0 }) else {
      return ScoredClip(silent: item.name, truths: truths, labelCount: model.labels.count)
    }
    let scores = try scores(of: plans.map(item.window), workspace: Workspace())
    return ScoredClip(name: item.name, truths: truths, scores: scores, weights: plans.map(\.audibleCount))
  }
}
