internal import GenreBase
import GenreKit

extension Calibration {
  /// Fits both temperatures and the threshold on clips that the network was not trained on.
  ///
  /// - Parameters:
  ///   - clips: The clips; the more, the steadier the fit.
  ///   - precision: How often the model should be right when it does not call itself unsure, 0 to 1. The threshold
  ///     is the lowest confidence from which on that holds over `clips`.
  ///   - shiftsGenres: Whether genres that the clips know only as one of several, such as rock in 'pop or rock', get an
  ///     offset with which each label is recognised as often as can be.
  public static func fitted(
    to clips: [ScoredClip], precision: Double, shiftsGenres: Bool = false
  ) -> Calibration {
    let offsets =
      shiftsGenres
      ? GenreOffsets.fitted(to: clips, labelCount: clips.first?.windows.first?.count ?? 0) : []
    let clips = clips.map { $0.shifted(by: offsets) }
    let temperature = bestTemperature(clips.map { ($0.meanLogProbabilities, $0.truths) })
    let segmentTemperature = bestTemperature(clips.flatMap { clip in clip.windows.map { ($0, clip.truths) } })
    var calibration = Calibration(temperature: temperature, segmentTemperature: segmentTemperature)
    calibration.unsureBelow = threshold(clips.map(calibration.answer), precision: precision)
    calibration.genreOffsets = offsets
    return calibration
  }

  /// Fits as ``fitted(to:precision:shiftsGenres:)`` does, to all sources together, and raises the threshold until the
  /// precision holds in each source by itself: sure answers that are right on average can be wrong in all of one
  /// source.
  ///
  /// Sources of fewer clips than ``leastClipsOfSource``, and sources in which no threshold reaches the precision, raise
  /// nothing.
  static func fitted(
    toEach sources: [[ScoredClip]], precision: Double, shiftsGenres: Bool = false
  ) -> Calibration {
    var calibration = fitted(to: sources.flatMap { $0 }, precision: precision, shiftsGenres: shiftsGenres)
    let thresholds = sources.filter { $0.count >= leastClipsOfSource }.map { clips in
      threshold(
        clips.map { calibration.answer($0.shifted(by: calibration.genreOffsets)) }, precision: precision)
    }
    calibration.unsureBelow = max(calibration.unsureBelow, thresholds.filter { $0 < 1 }.max() ?? 0)
    return calibration
  }

  /// The clips from which on a source by itself says something of a threshold.
  private static let leastClipsOfSource = 20

  /// The confidence in the answer for a clip, and whether it is right.
  private func answer(_ clip: ScoredClip) -> (confidence: Double, isRight: Bool) {
    let probabilities = Self.probabilities(clip.meanLogProbabilities, temperature: temperature)
    let best = probabilities.indexOfLargest
    return (confidence: probabilities[best], isRight: clip.truths.contains(best))
  }

  /// The highest likelihood of being none of the genres, up to `limit`, with which at most a fraction of clips that are
  /// none of them is answered surely.
  ///
  /// - Parameters:
  ///   - clips: Clips that are none of the genres.
  ///   - rate: The fraction of them, 0 to 1.
  func outOfScopeLimit(for clips: [ScoredClip], rate: Double, limit: Double) -> Double {
    let sure = clips.filter { answer($0.shifted(by: genreOffsets)).confidence >= unsureBelow }
    let allowed = Int(rate * Double(clips.count))
    guard sure.count > allowed else { return limit }
    // A recording is unsure above the limit: those beyond the allowed ones, the likeliest first, must lie above it.
    let likelihoods = sure.map(\.outOfScope).sorted(by: >)
    return min(limit, max(0, likelihoods[sure.count - allowed - 1].nextDown))
  }

  /// The temperature with the least negative log likelihood, by golden-section search over its logarithm; the
  /// likelihood has a single minimum in the inverse temperature. Between 0.3 and 10: a few clips that are all right
  /// would make every answer certain. Where no clip is wrong, nothing says how sure to be, and it is 1.
  static func bestTemperature(_ scores: [(logProbabilities: [Double], truths: Set<Int>)]) -> Double {
    guard scores.contains(where: { !$0.truths.contains($0.logProbabilities.indexOfLargest) }) else {
      return 1
    }
    let ratio = (5.0.squareRoot() - 1) / 2
    var low = log(0.3)
    var high = log(10.0)
    for _ in 0..<60 {
      let left = high - ratio * (high - low)
      let right = low + ratio * (high - low)
      if loss(scores, temperature: exp(left)) < loss(scores, temperature: exp(right)) {
        high = right
      } else {
        low = left
      }
    }
    return exp((low + high) / 2)
  }

  private static func loss(
    _ scores: [(logProbabilities: [Double], truths: Set<Int>)], temperature: Double
  ) -> Double {
    scores.reduce(0) { sum, score in
      let probabilities = probabilities(score.logProbabilities, temperature: temperature)
      return sum - log(max(1e-12, score.truths.reduce(0) { $0 + probabilities[$1] }))
    }
  }

  /// The lowest confidence from which on the answers are right often enough; 0 where all together are, and 1 where they
  /// never are.
  ///
  /// The answers above a candidate are held to the precision as a whole, so that a few wrong ones at the very top do
  /// not push the threshold out of reach.
  static func threshold(_ answers: [(confidence: Double, isRight: Bool)], precision: Double) -> Double {
    let sorted = answers.sorted { $0.confidence > $1.confidence }
    var right = 0
    var best: Double?
    if !sorted.isEmpty, Double(sorted.count { $0.isRight }) >= precision * Double(sorted.count) { return 0 }
    for (index, answer) in sorted.enumerated() {
      right += answer.isRight ? 1 : 0
      // Equal confidences are above the threshold together or not at all.
      let isLastOfEquals = index + 1 == sorted.count || sorted[index + 1].confidence < answer.confidence
      guard isLastOfEquals else { continue }
      if Double(right) >= precision * Double(index + 1) { best = answer.confidence }
    }
    return best ?? 1
  }
}
