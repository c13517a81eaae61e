/// The soft target of a sequence, from a teacher: for each of its windows, one after another from its beginning, the probability of
/// each class. A network that is trained on it learns what the teacher knows (distillation: Hinton, Vinyals and Dean,
/// "Distilling the knowledge in a neural network", 2015).
public struct SoftTarget: Sendable, Hashable {
  /// Row-major [windows x classes], each row summing to 1.
  public let probabilities: [Float]
  /// The classes.
  public let classCount: Int
  /// The steps of one window; the last window reaches to the end of the sequence, however long that is.
  public let windowLength: Float
  /// The fraction of the loss that is measured against the teacher, above 0 and at most 1; the rest is measured against
  /// the label.
  public let share: Float

  /// Creates a target.
  ///
  /// - Parameters:
  ///   - probabilities: Row-major [windows x classCount], at least one row, 0 or more; each row sums to 1.
  ///   - windowLength: In steps, above 0; of no effect with a single row.
  ///   - share: Above 0, at most 1.
  /// - Throws: ``TrainingError/Code/invalidData``.
  public init(
    probabilities: [Float], classCount: Int, windowLength: Float = .greatestFiniteMagnitude, share: Float
  ) throws(TrainingError) {
    func require(_ condition: Bool, _ message: String) throws(TrainingError) {
      guard condition else { throw TrainingError(.invalidData, message) }
    }
    try require(
      classCount > 0 && !probabilities.isEmpty && probabilities.count % classCount == 0,
      "a soft target needs \(classCount) probabilities for each window")
    try require(
      windowLength > 0 && (windowLength < 1e9 || probabilities.count == classCount),
      "the window length of a soft target must be more than 0 and less than 1e9 steps")
    try require(share > 0 && share <= 1, "the fraction of a soft target must be above 0 and at most 1")
    let isDistribution = stride(from: 0, to: probabilities.count, by: classCount).allSatisfy { start in
      let row = probabilities[start..<start + classCount]
      return row.allSatisfy { $0 >= 0 } && abs(row.reduce(0, +) - 1) < 1e-3
    }
    try require(isDistribution, "each window of a soft target needs probabilities whose sum is 1")
    self.init(unchecked: probabilities, classCount: classCount, windowLength: windowLength, share: share)
  }

  private init(unchecked probabilities: [Float], classCount: Int, windowLength: Float, share: Float) {
    self.probabilities = probabilities
    self.classCount = classCount
    self.windowLength = windowLength
    self.share = share
  }

  /// The windows.
  public var windowCount: Int { probabilities.count / classCount }

  /// The mean over all windows, [classes].
  public var mean: [Float] {
    windowCount > 1 ? mean(over: 0..<windowLength * Float(windowCount)) : probabilities
  }

  /// The mean over some steps, [classes]: each window counts by how many of the steps lie in it.
  public func mean(over steps: Range<Float>) -> [Float] {
    guard windowCount > 1 else { return probabilities }
    var weights = (0..<windowCount).map { window in
      let start = Float(window) * windowLength
      let end = window == windowCount - 1 ? max(start + windowLength, steps.upperBound) : start + windowLength
      return max(0, min(end, steps.upperBound) - max(start, steps.lowerBound))
    }
    let sum = weights.reduce(0, +)
    if sum > 0 { weights = weights.map { $0 / sum } } else { weights[windowCount - 1] = 1 }
    return (0..<classCount).map { label in
      weights.indices.reduce(0) { $0 + weights[$1] * probabilities[$1 * classCount + label] }
    }
  }

  /// The target of a part of the sequence: one window, the mean over the steps of the part.
  public func restricted(to steps: Range<Float>) -> SoftTarget {
    SoftTarget(
      unchecked: mean(over: steps), classCount: classCount, windowLength: .greatestFiniteMagnitude,
      share: share)
  }

  /// The target of one window.
  init(mean: [Float], share: Float) {
    self.init(unchecked: mean, classCount: mean.count, windowLength: .greatestFiniteMagnitude, share: share)
  }
}
