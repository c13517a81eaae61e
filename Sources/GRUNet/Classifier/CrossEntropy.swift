internal import GenreBase

/// Softmax cross-entropy of one batch: targets and weights in, losses, logits and their gradients out.
///
/// The loss of a sequence is `-sum over classes of t log softmax(logits)`, and that of the batch the mean
/// weighted by the sequences' weights, as in PyTorch: `sum of w l / sum of w`.
///
/// Where the target is a set of classes, `t` is the network's own distribution within the set: the gradient is then
/// that of `-log` of the set's probability. A teacher's soft targets take their share of the loss; see ``SoftTargets``.
struct CrossEntropy {
  /// The classes, and so the columns of all matrices here.
  let classCount: Int
  /// Target probabilities [batch x classes], smoothed already and, but for sets, mixed with the teacher's.
  private(set) var targets: [Float]
  /// One weight a sequence, divided by the sum of all.
  let weights: [Float]
  /// The sequences whose targets are sets, and their members; most batches have none.
  private var sets: [Int: [Int]] = [:]
  private let labelSmoothing: Float
  private let soft: SoftTargets?

  init(
    _ targets: ClassTargets, soft: SoftTargets? = nil, sampleWeights: [Float]?, labelSmoothing: Float,
    batchCount: Int, classCount: Int
  ) throws(NetworkError) {
    self.classCount = classCount
    self.labelSmoothing = labelSmoothing
    self.soft = soft
    try soft?.validate(batchCount: batchCount, classCount: classCount)
    self.targets = try targets.probabilities(
      batchCount: batchCount, classCount: classCount, labelSmoothing: labelSmoothing)
    let given = sampleWeights ?? Array(repeating: 1, count: batchCount)
    let sum = given.reduce(0, +)
    guard given.count == batchCount, given.allSatisfy({ $0 >= 0 }), sum > 0, sum.isFinite else {
      throw NetworkError(
        .invalidTargets,
        "a batch of \(batchCount) needs \(batchCount) sample weights, 0 or more and not all 0; got \(given.count)"
      )
    }
    weights = given.map { $0 / sum }
    if let flags = targets.setFlags {
      guard flags.count == batchCount else {
        throw NetworkError(
          .invalidTargets, "\(flags.count) flags for sets were given for \(batchCount) sequences")
      }
      let rows = try targets.probabilities(batchCount: batchCount, classCount: classCount)
      for sequence in flags.indices where flags[sequence] {
        sets[sequence] = (0..<classCount).filter { rows[sequence * classCount + $0] > 0 }
      }
    }
    if let soft { mix(soft) }
  }

  /// Where the target is no set, two cross-entropies are one with the mean of their targets.
  private mutating func mix(_ soft: SoftTargets) {
    for (sequence, share) in soft.shares.enumerated() where share > 0 && sets[sequence] == nil {
      for index in sequence * classCount..<(sequence + 1) * classCount {
        targets[index] += share * (soft.probabilities[index] - targets[index])
      }
    }
  }

  /// The weighted loss of one sequence. Its logits become their gradient where that is wanted.
  func loss(ofSequence sequence: Int, logits: UnsafeMutablePointer<Float>, replacing: Bool) -> Float {
    let largest = (0..<classCount).reduce(-Float.infinity) { max($0, logits[$1]) }
    let sum = (0..<classCount).reduce(Float(0)) { $0 + exp(logits[$1] - largest) }
    let logarithm = largest + log(sum)
    if let members = sets[sequence], !members.isEmpty {
      return loss(
        ofSequence: sequence, inSet: members, logits: logits, logarithm: logarithm, replacing: replacing)
    }
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
        let probability = exp(logits[column] - logarithm)
        let target = targets[sequence * classCount + column]
        logits[column] = weights[sequence] * (targetSum * probability - target)
      }
    }
    return weights[sequence] * loss
  }

  /// The weighted loss of a sequence that is of some class of a set, smoothed like any other:
  /// `-(1 - e) log(sum of p over the set) - e / classes * sum of log p`; the teacher takes its share of that.
  private func loss(
    ofSequence sequence: Int, inSet members: [Int], logits: UnsafeMutablePointer<Float>, logarithm: Float,
    replacing: Bool
  ) -> Float {
    let largest = members.reduce(-Float.infinity) { max($0, logits[$1]) }
    let sum = members.reduce(Float(0)) { $0 + exp(logits[$1] - largest) }
    let setLogarithm = largest + log(sum)
    let labelShare = 1 - (soft?.shares[sequence] ?? 0)
    // What is spread over single classes: by smoothing evenly, by the teacher as it thinks fit.
    let spread = (0..<classCount).map { column in
      labelShare * labelSmoothing / Float(classCount)
        + (soft.map { (1 - labelShare) * $0.probabilities[sequence * classCount + column] } ?? 0)
    }
    var loss = labelShare * (1 - labelSmoothing) * (logarithm - setLogarithm)
    for column in 0..<classCount where spread[column] > 0 {
      loss += spread[column] * (logarithm - logits[column])
    }
    if replacing {
      let own = members.map { labelShare * (1 - labelSmoothing) * exp(logits[$0] - setLogarithm) }
      for column in 0..<classCount {
        logits[column] = weights[sequence] * (exp(logits[column] - logarithm) - spread[column])
      }
      for (member, target) in zip(members, own) { logits[member] -= weights[sequence] * target }
    }
    return weights[sequence] * loss
  }
}
