internal import GenreBase
import GenreKit

/// A clip whose genre is known, and what a model says of it.
public struct ScoredClip: Sendable, Hashable {
  /// The clip's name in its data set, or its path.
  public let name: String
  /// The true genres, as indices into the model's labels; more than one where the label is coarse, such as "pop or
  /// rock", and any of them is then right; none for speech, noise and other music, of which the model should be unsure.
  public let truths: Set<Int>
  /// Uncalibrated log probabilities of the windows, `[windows][labels]`.
  public let windows: [[Double]]
  /// The weight of each window in the clip's answer: its number of audible frames, or 1 where that is unknown.
  public let weights: [Int]
  /// The probability, 0 to 1, that the clip is out of scope.
  public let outOfScope: Double
  /// Whether it is silent; all genres are then equally probable, and no answer right.
  public let isSilent: Bool

  /// Creates a scored clip.
  ///
  /// - Parameters:
  ///   - name: The clip's name.
  ///   - truths: The true genres.
  ///   - windows: Log probabilities, one row per window.
  ///   - weights: The weight of each window, 0 or more, one above 0; nil for equal weights.
  ///   - outOfScope: The probability that the clip is out of scope.
  ///   - isSilent: Whether the clip is silent.
  /// - Precondition: At least one window, and one weight per window.
  public init(
    name: String, truths: Set<Int>, windows: [[Double]], weights: [Int]? = nil, outOfScope: Double = 0,
    isSilent: Bool = false
  ) {
    precondition(!windows.isEmpty, "a scored clip has windows")
    precondition(weights?.count ?? windows.count == windows.count, "one weight per window")
    self.weights = weights ?? Array(repeating: 1, count: windows.count)
    self.name = name
    self.truths = truths
    self.windows = windows
    self.outOfScope = outOfScope
    self.isSilent = isSilent
  }

  /// The weighted mean over the windows of their log probabilities, one per label: the clip's own scores before
  /// calibration.
  public var meanLogProbabilities: [Double] {
    WindowScore.mean(windows, weights: weights)
  }

  /// A clip of which the windows' scores are known.
  init(name: String, truths: Set<Int>, scores: [WindowScore], weights: [Int]) {
    self.init(
      name: name, truths: truths, windows: scores.map(\.logProbabilities), weights: weights,
      outOfScope: WindowScore.mean(scores.map { [$0.outOfScope] }, weights: weights)[0])
  }

  /// A silent clip: as in use, all genres are equally probable, and the answer is unsure.
  init(silent name: String, truths: Set<Int>, labelCount: Int) {
    self.init(
      name: name, truths: truths,
      windows: [Calibration.normalized(Array(repeating: 0, count: labelCount))], outOfScope: 1, isSilent: true
    )
  }

  /// The clips with those of one recording put together, in the order of the first of each.
  static func merged(_ clips: [ScoredClip], recordings: [String]) -> [ScoredClip] {
    guard Set(recordings.map(ExactText.init)).count < clips.count else { return clips }
    var positions: [ExactText: Int] = [:]
    var merged: [ScoredClip] = []
    var counts: [Int] = []
    for (clip, recording) in zip(clips, recordings) {
      if let position = positions[exactly: recording] {
        let whole = merged[position]
        merged[position] = ScoredClip(
          name: recording, truths: whole.truths, windows: whole.windows + clip.windows,
          weights: whole.weights + clip.weights,
          outOfScope: whole.outOfScope + (clip.outOfScope - whole.outOfScope) / Double(counts[position] + 1),
          isSilent: whole.isSilent && clip.isSilent)
        counts[position] += 1
      } else {
        positions[ExactText(recording)] = merged.count
        counts.append(1)
        merged.append(
          ScoredClip(
            name: recording, truths: clip.truths, windows: clip.windows, weights: clip.weights,
            outOfScope: clip.outOfScope, isSilent: clip.isSilent))
      }
    }
    return merged
  }
}
