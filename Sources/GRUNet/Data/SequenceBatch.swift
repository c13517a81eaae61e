/// Several sequences of feature vectors, of any lengths, padded at their ends to one length.
///
/// Only the first `lengths[i]` steps of sequence `i` are ever read: what stands in the padding, NaN included,
/// changes no result.
public struct SequenceBatch: Sendable, Hashable {
  /// The features, row-major [batch x steps x features].
  public let values: [Float]
  /// The steps that count, for each sequence: 1 to `stepCount`.
  public let lengths: [Int]
  /// The steps that each sequence takes up in `values`, padding included.
  public let stepCount: Int
  /// The features of one step.
  public let featureCount: Int

  /// The number of sequences.
  public var batchCount: Int { lengths.count }

  /// Creates a batch from padded values.
  ///
  /// - Parameters:
  ///   - values: row-major [lengths.count x stepCount x featureCount]
  ///   - lengths: the steps that count in each sequence, 1 to `stepCount`
  /// - Throws: `invalidBatch` when the counts disagree or a length is out of range.
  public init(
    values: [Float], lengths: [Int], stepCount: Int, featureCount: Int
  ) throws(NetworkError) {
    guard stepCount > 0, featureCount > 0, !lengths.isEmpty else {
      throw NetworkError(.invalidBatch, "a batch needs at least one sequence, one step and one feature")
    }
    let (perSequence, overflows) = stepCount.multipliedReportingOverflow(by: featureCount)
    guard !overflows, values.count % perSequence == 0, values.count / perSequence == lengths.count else {
      throw NetworkError(
        .invalidBatch,
        "\(values.count) values are not \(lengths.count) sequences of \(stepCount) steps of \(featureCount)")
    }
    if let odd = lengths.firstIndex(where: { $0 < 1 || $0 > stepCount }) {
      throw NetworkError(
        .invalidBatch,
        "sequence \(odd) has length \(lengths[odd]), not 1 to \(stepCount); leave empty sequences out"
      )
    }
    self.values = values
    self.lengths = lengths
    self.stepCount = stepCount
    self.featureCount = featureCount
  }

  /// Creates a batch of sequences that are all of the same length.
  ///
  /// - Parameter values: row-major [batch x stepCount x featureCount]
  /// - Throws: `invalidBatch` when `values` is empty or no whole number of sequences.
  public init(values: [Float], stepCount: Int, featureCount: Int) throws(NetworkError) {
    let size = max(1, stepCount.multipliedReportingOverflow(by: featureCount).partialValue)
    try self.init(
      values: values, lengths: Array(repeating: stepCount, count: values.count / size),
      stepCount: stepCount, featureCount: featureCount)
  }

  /// Creates a batch from sequences of any lengths, padding the shorter ones with zeros.
  ///
  /// - Parameter sequences: each row-major [its steps x featureCount], of at least one step
  /// - Throws: `invalidBatch` when a sequence is empty or no whole number of steps.
  public init(sequences: [[Float]], featureCount: Int) throws(NetworkError) {
    guard featureCount > 0 else {
      throw NetworkError(.invalidBatch, "a step needs at least one feature")
    }
    if let odd = sequences.firstIndex(where: { $0.isEmpty || $0.count % featureCount != 0 }) {
      throw NetworkError(
        .invalidBatch,
        "sequence \(odd) has \(sequences[odd].count) values, not one or more steps of \(featureCount)")
    }
    let lengths = sequences.map { $0.count / featureCount }
    let stepCount = lengths.max() ?? 0
    var values: [Float] = []
    values.reserveCapacity(sequences.count * stepCount * featureCount)
    for sequence in sequences {
      values += sequence
      values += repeatElement(0, count: stepCount * featureCount - sequence.count)
    }
    try self.init(values: values, lengths: lengths, stepCount: stepCount, featureCount: featureCount)
  }
}
