/// Softmax cross-entropy of one batch: targets and weights in, losses, logits and their gradients out.
///
/// The loss of a sequence is `-sum over classes of t log softmax(logits)`, and that of the batch the mean
/// weighted by the sequences' weights, as in PyTorch: `sum of w l / sum of w`.
struct CrossEntropy {
  /// The classes, and so the columns of all matrices here.
  let classCount: Int
  /// Target probabilities [batch x classes], smoothed already.
  let targets: [Float]
  /// One weight a sequence, divided by the sum of all.
  let weights: [Float]

  init(
    _ targets: ClassTargets, sampleWeights: [Float]?, labelSmoothing: Float, batchCount: Int, classCount: Int
  ) throws(NetworkError) {
    self.classCount = classCount
    self.targets = try targets.probabilities(
      batchCount: batchCount, classCount: classCount, labelSmoothing: labelSmoothing)
    let given = sampleWeights ?? Array(repeating: 1, count: batchCount)
    let sum = given.reduce(0, +)
    guard given.count == batchCount, given.allSatisfy({ $0 >= 0 }), sum > 0, sum.isFinite else {
      throw NetworkError(
        .invalidTargets,
        "A batch of \(batchCount) needs as many sample weights, 0 or more and not all 0; got \(given.count).")
    }
    weights = given.map { $0 / sum }
  }

  /// The weighted loss of one sequence. Its logits become their gradient where that is wanted.
  func loss(ofSequence sequence: Int, logits: UnsafeMutablePointer<Float>, replacing: Bool) -> Float {
    let largest = (0..<classCount).reduce(-Float.infinity) { max($0, logits[$1]) }
    let sum = (0..<classCount).reduce(Float(0)) { $0 + exponential(logits[$1] - largest) }
    let logarithm = largest + naturalLogarithm(sum)
    var loss: Float = 0
    var targetSum: Float = 0
    for column in 0..<classCount {
      let target = targets[sequence * classCount + column]
      targetSum += target
      // A target of zero leaves a logit of minus infinity without effect.
      if target > 0 { loss += target * (logarithm - logits[column]) }
    }
    if replacing {
      for column in 0..<classCount {
        let probability = exponential(logits[column] - logarithm)
        let target = targets[sequence * classCount + column]
        logits[column] = weights[sequence] * (targetSum * probability - target)
      }
    }
    return weights[sequence] * loss
  }
}
