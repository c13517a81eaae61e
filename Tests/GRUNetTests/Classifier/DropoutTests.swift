import GRUNet
import Testing

@Suite("Dropout in a network")
struct DropoutTests {
  private static let architecture = Architecture(
    inputSize: 3,
    layers: [
      RecurrentLayer(cell: .gru, hiddenSize: 9, hasLayerNorm: true, dropout: 0.4),
      RecurrentLayer(cell: .lstm, hiddenSize: 7, isBidirectional: true, dropout: 0.25),
    ], pooling: .mean, dropout: 0.5, classCount: 3)

  /// The loss under one choice of dropout is a smooth function, so its float differences show the gradient.
  @Test("the gradient is that of the loss under the same choice")
  func gradient() throws {
    var classifier = try SequenceClassifier.random(Self.architecture, seed: 3)
    let batch = try SequenceBatch.random(lengths: [5, 2, 4], featureCount: 3, seed: 3)
    func evaluate(_ gradient: inout [Float]) throws -> Float {
      try classifier.accumulateGradient(
        of: batch, targets: .classes([0, 1, 2]), dropoutSeed: 11, into: &gradient
      ).meanLoss
    }
    let zeros = [Float](repeating: 0, count: classifier.parameters.layout.count)
    var gradient = zeros
    _ = try evaluate(&gradient)
    let step: Float = 0.01
    for index in stride(from: 0, to: gradient.count, by: 5) {
      let value = classifier.parameters.values[index]
      var unused = zeros
      classifier.parameters.values[index] = value + step
      let above = try evaluate(&unused)
      classifier.parameters.values[index] = value - step
      let below = try evaluate(&unused)
      classifier.parameters.values[index] = value
      let expected = (above - below) / (2 * step)
      #expect(abs(gradient[index] - expected) < 2e-4 + 0.01 * abs(expected), "parameter \(index)")
    }
  }

  @Test("the mean over many choices is the network without dropout, to first order")
  func expectation() throws {
    // One layer and a dense one: logits are linear in what drops out, so their mean is exact.
    let architecture = Architecture(
      inputSize: 3, layers: [RecurrentLayer(cell: .gru, hiddenSize: 9, dropout: 0.4)], pooling: .mean,
      dropout: 0.5, classCount: 2)
    let classifier = try SequenceClassifier.random(architecture, seed: 3)
    let batch = try SequenceBatch.random(lengths: [5], featureCount: 3, seed: 3)
    let expected = try classifier.logits(for: batch).values
    var gradient = [Float](repeating: 0, count: classifier.parameters.layout.count)
    var sum = [Float](repeating: 0, count: expected.count)
    let count = 4000
    for seed in 0..<count {
      let logits = try classifier.accumulateGradient(
        of: batch, targets: .classes([0]), dropoutSeed: UInt64(seed), into: &gradient
      ).logits.values
      for index in sum.indices { sum[index] += logits[index] / Float(count) }
    }
    for (mean, value) in zip(sum, expected) { #expect(abs(mean - value) < 0.03) }
  }

  @Test("sequences drop out apart")
  func independence() throws {
    let classifier = try SequenceClassifier.random(Self.architecture, seed: 3)
    let one = try SequenceBatch.random(lengths: [5], featureCount: 3, seed: 3)
    let two = try one.selecting([0, 0])
    var gradient = [Float](repeating: 0, count: classifier.parameters.layout.count)
    let logits = try classifier.accumulateGradient(
      of: two, targets: .classes([0, 0]), dropoutSeed: 1, into: &gradient
    ).logits.values
    #expect(Array(logits[..<3]) != Array(logits[3...]))
    let plain = try classifier.logits(for: two).values
    #expect(Array(plain[..<3]) == Array(plain[3...]))
  }
}
