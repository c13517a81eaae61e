/// A batch before its training step, for augmentation to change.
public struct TrainingBatch: Sendable, Hashable {
  /// The features, row-major [batch x steps x features]; what lies past a sequence's length is not read.
  public var values: [Float]
  /// The steps that count in each sequence, 1 to `stepCount`.
  public var lengths: [Int]
  /// The steps that each sequence takes up in `values`, padding included.
  public var stepCount: Int
  /// The features of one step.
  public let featureCount: Int
  /// The probability of each class, row-major [batch x classes], before label smoothing.
  public var probabilities: [Float]
  /// For each sequence, whether its target is a set of classes, those with a probability above 0, any of which is right.
  public var isSet: [Bool]
  /// The soft target of each sequence; nil where it has none.
  public var softTargets: [SoftTarget?]
  /// The weight of each sequence in the loss, more than 0; class weights are multiplied with it.
  public var weights: [Float]

  /// Gathers some of the sequences.
  init(_ data: LabelledSequences, indices: [Int]) throws(NetworkError) {
    let batch = try data.batch(indices)
    values = batch.values
    lengths = batch.lengths
    stepCount = batch.stepCount
    featureCount = batch.featureCount
    probabilities = indices.flatMap { data.probabilities(of: $0) }
    isSet = indices.map(data.isSet)
    softTargets = indices.map(data.softTarget)
    weights = indices.map(data.weight)
  }

  /// The targets of the sequences.
  var targets: ClassTargets { .sets(probabilities: probabilities, isSet: isSet) }

  /// The soft targets of the batch; nil where no sequence has one.
  var soft: SoftTargets? {
    guard softTargets.contains(where: { $0 != nil }) else { return nil }
    let classCount = probabilities.count / max(1, lengths.count)
    return SoftTargets(
      probabilities: zip(softTargets, lengths).flatMap { target, length in
        target?.mean(over: 0..<Float(length)) ?? Array(repeating: 0, count: classCount)
      },
      shares: softTargets.map { $0?.share ?? 0 })
  }

  /// The sequences alone; throws when augmentation has left counts that disagree.
  func sequences() throws(NetworkError) -> SequenceBatch {
    try SequenceBatch(values: values, lengths: lengths, stepCount: stepCount, featureCount: featureCount)
  }

  /// The weights, each times the mean weight of the sequence's classes.
  func weights(classWeights: [Float]?) -> [Float] {
    guard let classWeights, probabilities.count == weights.count * classWeights.count else { return weights }
    return weights.indices.map { row in
      let shares = probabilities[row * classWeights.count..<(row + 1) * classWeights.count]
      return zip(shares, classWeights).reduce(0) { $0 + $1.0 * $1.1 } * weights[row]
    }
  }
}

extension TrainingBatch {
  /// Mixes a part of another sequence's target into one's own: labels and soft targets, so that the loss is the mean of
  /// the losses against both, as in mixup (Zhang et al., "mixup: Beyond empirical risk minimization", 2018).
  ///
  /// Both sequences' soft targets must be of one window each, as those of windows and crops are.
  ///
  /// - Parameters:
  ///   - row: The sequence whose target changes.
  ///   - other: The sequence of `batch` whose target is mixed in.
  ///   - batch: The batch as it was before anything was mixed.
  ///   - part: How much of the other, 0 to 1.
  /// - Returns: Whether the two can be mixed; half of "one of these" and half of something else is no target.
  public mutating func mixTarget(
    ofRow row: Int, with other: Int, of batch: TrainingBatch, part: Float
  ) -> Bool {
    guard !isSet[row], !batch.isSet[other] else { return false }
    let own = batch.parts(ofRow: row, weight: 1 - part)
    let added = batch.parts(ofRow: other, weight: part)
    let label = own.label.joined(with: added.label)
    let soft = own.soft.joined(with: added.soft)
    let width = label.values.count
    probabilities.replaceSubrange(row * width..<(row + 1) * width, with: label.values)
    softTargets[row] = soft.weight > 0 ? SoftTarget(mean: soft.values, share: min(soft.weight, 1)) : nil
    return true
  }

  /// A distribution over the classes, and its weight in the loss.
  private struct Part {
    let values: [Float]
    let weight: Float

    /// The mean of two, each by its weight.
    func joined(with other: Part) -> Part {
      let sum = weight + other.weight
      guard sum > 0 else { return self }
      return Part(
        values: zip(values, other.values).map { (weight * $0 + other.weight * $1) / sum }, weight: sum)
    }
  }

  /// What a sequence's label and its teacher say.
  private func parts(ofRow row: Int, weight: Float) -> (label: Part, soft: Part) {
    let width = probabilities.count / max(1, lengths.count)
    let label = Array(probabilities[row * width..<(row + 1) * width])
    let share = softTargets[row]?.share ?? 0
    return (
      Part(values: label, weight: weight * (1 - share)),
      Part(values: softTargets[row]?.mean ?? label, weight: weight * share)
    )
  }
}
