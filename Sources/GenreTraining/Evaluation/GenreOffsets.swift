internal import GenreBase
import GenreKit

/// How much likelier than in training some genres are to be asked about, as offsets to log probabilities: the shift of
/// priors of Saerens et al., "Adjusting the outputs of a classifier to new a priori probabilities" (2002).
///
/// A label such as 'pop or rock' spreads what the network gives it over several genres, each of which then loses to a
/// genre that stands alone, though the label as a whole would win. One offset, the same for all genres that occur only
/// in such labels, makes up for that: the one with which the labels are recognised best on average, each label
/// counting alike.
enum GenreOffsets {
  /// The offsets tried, in nats.
  private static let candidates = stride(from: 0.0, through: 2.5, by: 0.05)
  /// The temperature of the soft maximum; small enough to measure recall, large enough to be smooth.
  private static let sharpness = 0.25

  /// - Parameter clips: Clips that the network was not trained on, with their sets of true genres.
  /// - Returns: One offset a label; none at all where no label is a set.
  static func fitted(to clips: [ScoredClip], labelCount: Int) -> [Double] {
    let single = Set(clips.filter { $0.truths.count == 1 }.flatMap(\.truths))
    let shared = Set(clips.filter { $0.truths.count > 1 }.flatMap(\.truths)).subtracting(single)
    guard !shared.isEmpty else { return [] }
    func offsets(_ size: Double) -> [Double] { (0..<labelCount).map { shared.contains($0) ? size : 0 } }
    let best = candidates.max { left, right in
      meanRecall(clips, offsets: offsets(left)) < meanRecall(clips, offsets: offsets(right))
    }
    return best.map { $0 > 0 ? offsets($0) : [] } ?? []
  }

  /// The mean over the sets of true genres of how much of the answer falls into the set.
  private static func meanRecall(_ clips: [ScoredClip], offsets: [Double]) -> Double {
    var sums: [Set<Int>: (right: Double, count: Double)] = [:]
    for clip in clips {
      let shifted = zip(clip.meanLogProbabilities, offsets).map { $0 + $1 }
      let shares = Calibration.probabilities(shifted, temperature: sharpness)
      let sum = sums[clip.truths] ?? (0, 0)
      sums[clip.truths] = (sum.right + clip.truths.sorted().reduce(0) { $0 + shares[$1] }, sum.count + 1)
    }
    // In an order of their own: sums in that of a dictionary would end in other bits with each run.
    let recalls = sums.sorted { LabelResolution.isBefore($0.key, $1.key) }.map {
      $0.value.right / $0.value.count
    }
    return recalls.reduce(0, +) / Double(max(1, recalls.count))
  }
}

extension ScoredClip {
  /// The same clip with offsets added to each window's log probabilities, which are normalised again.
  public func shifted(by offsets: [Double]) -> ScoredClip {
    guard !offsets.isEmpty else { return self }
    return ScoredClip(
      name: name, truths: truths,
      windows: windows.map { row in Calibration.normalized(zip(row, offsets).map { $0 + $1 }) },
      weights: weights, outOfScope: outOfScope, isSilent: isSilent)
  }
}
