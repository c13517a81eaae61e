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
