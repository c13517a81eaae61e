import GRUNet
import Testing

@Suite("Invalid batches and targets")
struct InvalidInputTests {
  private static let classifier = Result {
    try SequenceClassifier(
      architecture: Architecture(
        inputSize: 2, layers: [RecurrentLayer(cell: .gru, hiddenSize: 3)], classCount: 3), seed: 1)
  }

  @Test("batches that contradict themselves")
  func batches() {
    func code(_ body: () throws -> SequenceBatch) -> NetworkError.Code? {
      #expect(throws: NetworkError.self) { _ = try body() }?.code
    }
    #expect(
      code { try SequenceBatch(values: [], lengths: [], stepCount: 1, featureCount: 1) } == .invalidBatch)
    #expect(
      code { try SequenceBatch(values: [1], lengths: [1], stepCount: 0, featureCount: 1) } == .invalidBatch)
    #expect(
      code { try SequenceBatch(values: [1, 2], lengths: [0], stepCount: 2, featureCount: 1) } == .invalidBatch
    )
    #expect(
      code { try SequenceBatch(values: [1, 2], lengths: [3], stepCount: 2, featureCount: 1) } == .invalidBatch
    )
    #expect(
      code { try SequenceBatch(values: [1], lengths: [1], stepCount: 1, featureCount: 2) } == .invalidBatch)
    #expect(
      code { try SequenceBatch(values: [1], lengths: [1], stepCount: .max, featureCount: 2) } == .invalidBatch
    )
    #expect(code { try SequenceBatch(values: [1], stepCount: .max, featureCount: .max) } == .invalidBatch)
    #expect(code { try SequenceBatch(values: [1], stepCount: -1, featureCount: -1) } == .invalidBatch)
    #expect(code { try SequenceBatch(sequences: [], featureCount: 2) } == .invalidBatch)
    #expect(code { try SequenceBatch(sequences: [[1, 2], []], featureCount: 2) } == .invalidBatch)
    #expect(code { try SequenceBatch(sequences: [[1, 2, 3]], featureCount: 2) } == .invalidBatch)
    #expect(code { try SequenceBatch(sequences: [[1]], featureCount: 0) } == .invalidBatch)
  }

  @Test("sequences of several lengths are padded with zeros")
  func padding() throws {
    let batch = try SequenceBatch(sequences: [[1, 2], [3, 4, 5, 6]], featureCount: 2)
    #expect(batch.values == [1, 2, 0, 0, 3, 4, 5, 6])
    #expect(batch.lengths == [1, 2] && batch.stepCount == 2 && batch.batchCount == 2)
  }

  @Test("another number of features")
  func features() throws {
    let batch = try SequenceBatch(sequences: [[1, 2, 3]], featureCount: 3)
    let error = #expect(throws: NetworkError.self) { _ = try Self.classifier.get().logits(for: batch) }
    #expect(error?.code == .invalidBatch)
  }

  @Test(
    "targets that do not fit",
    arguments: [
      (.classes([0]), nil, 0), (.classes([0, 3]), nil, 0), (.classes([0, -1]), nil, 0),
      (.probabilities([1, 0, 0]), nil, 0), (.probabilities([1, 0, 0, .nan, 0, 0]), nil, 0),
      (.probabilities([1, 0, 0, -1, 1, 1]), nil, 0), (.classes([0, 1]), [1], 0),
      (.classes([0, 1]), [0, 0], 0),
      (.classes([0, 1]), [-1, 2], 0), (.classes([0, 1]), [.nan, 2], 0), (.classes([0, 1]), nil, 1.5),
      (.classes([0, 1]), nil, .nan),
    ] as [(ClassTargets, [Float]?, Float)])
  func targets(targets: ClassTargets, weights: [Float]?, smoothing: Float) throws {
    let classifier = try Self.classifier.get()
    let batch = try SequenceBatch(sequences: [[1, 2], [3, 4, 5, 6]], featureCount: 2)
    var gradient = [Float](repeating: 0, count: classifier.parameters.layout.count)
    let error = #expect(throws: NetworkError.self) {
      _ = try classifier.accumulateGradient(
        of: batch, targets: targets, sampleWeights: weights, labelSmoothing: smoothing, into: &gradient)
    }
    #expect(error?.code == .invalidTargets)
  }

  @Test("the loss without gradients is the loss with them")
  func loss() throws {
    let classifier = try Self.classifier.get()
    let batch = try SequenceBatch(sequences: [[1, 2], [3, 4, 5, 6]], featureCount: 2)
    var gradient = [Float](repeating: 0, count: classifier.parameters.layout.count)
    let one = try classifier.accumulateGradient(
      of: batch, targets: .classes([2, 0]), sampleWeights: [1, 3], labelSmoothing: 0.1, into: &gradient)
    let other = try classifier.loss(
      of: batch, targets: .classes([2, 0]), sampleWeights: [1, 3], labelSmoothing: 0.1)
    #expect(one == other)
  }
}
