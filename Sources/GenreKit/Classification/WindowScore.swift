internal import GenreBase

/// The scores of a model for one window.
package struct WindowScore: Sendable {
  /// Natural logarithms of the uncalibrated probabilities, one a label; what is out of scope left aside.
  package var logProbabilities: [Double]
  /// The probability, 0 to 1, that the window is out of scope; 0 where the model has no such output.
  package var outOfScope: Double

  /// Scores from log probabilities that are normalised.
  package init(logProbabilities: [Double], outOfScope: Double = 0) {
    self.logProbabilities = logProbabilities
    self.outOfScope = outOfScope
  }

  /// Reads one row of logits: one a label, and one more where there is an output for what is out of scope.
  init(logits: some Collection<Float>, labelCount: Int) {
    logProbabilities = Calibration.logProbabilities(logits: logits.prefix(labelCount))
    outOfScope = 0
    if logits.count > labelCount, let last = Calibration.logProbabilities(logits: logits).last {
      outOfScope = exp(last)
    }
  }

  /// The same with offsets added to the log probabilities, which are normalised again.
  func shifted(by offsets: [Double]) -> WindowScore {
    guard !offsets.isEmpty else { return self }
    var shifted = self
    shifted.logProbabilities = Calibration.normalized(zip(logProbabilities, offsets).map { $0 + $1 })
    return shifted
  }

  /// The mean of what several networks say of the same window.
  package static func mean(_ scores: [WindowScore]) -> WindowScore {
    var mean = scores[0]
    guard scores.count > 1 else { return mean }
    mean.logProbabilities = Calibration.normalized(WindowScore.mean(scores.map(\.logProbabilities)))
    mean.outOfScope = scores.reduce(0) { $0 + $1.outOfScope } / Double(scores.count)
    return mean
  }

  /// The mean over windows of their log probabilities, one a label.
  package static func mean(_ rows: [[Double]]) -> [Double] {
    var sum = Array(repeating: 0.0, count: rows[0].count)
    for row in rows { for index in row.indices { sum[index] += row[index] } }
    return sum.map { $0 / Double(rows.count) }
  }

  /// The mean over windows by weight; to the bit the plain one where all weigh the same.
  ///
  /// - Precondition: One weight per window, none below 0 and one above.
  package static func mean(_ rows: [[Double]], weights: [Int]) -> [Double] {
    precondition(rows.count == weights.count, "one weight per window")
    guard weights.contains(where: { $0 != weights[0] }) else { return mean(rows) }
    let total = Double(weights.reduce(0, +))
    precondition(total > 0, "a window has a weight")
    var sum = Array(repeating: 0.0, count: rows[0].count)
    for (row, weight) in zip(rows, weights) {
      for index in row.indices { sum[index] += Double(weight) * row[index] }
    }
    return sum.map { $0 / total }
  }
}
