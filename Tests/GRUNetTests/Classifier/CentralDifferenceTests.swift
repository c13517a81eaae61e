import GRUNet
import GenreTestSupport
import Testing

/// Logits and gradients in odd sizes, against a network of plain loops in double precision and its central
/// differences.
@Suite("Central differences")
struct CentralDifferenceTests {
  struct Shape: CustomTestStringConvertible, Sendable {
    let sizes: [Int]
    let lengths: [Int]

    var testDescription: String { "input and hidden \(sizes), lengths \(lengths)" }
  }

  static let shapes = [
    Shape(sizes: [1, 1], lengths: [1]),
    Shape(sizes: [2, 1, 2], lengths: [3, 1]),
    Shape(sizes: [3, 5], lengths: [2, 7, 2]),
    Shape(sizes: [5, 17, 3], lengths: [4, 4, 4, 4, 4]),
    Shape(sizes: [13, 7, 33], lengths: [1, 3, 4, 7]),
    Shape(sizes: [17, 31], lengths: [5, 3, 1, 2, 5]),
  ]

  private func architecture(_ shape: Shape, _ cell: RecurrentCellKind, variation: Int) -> Architecture {
    let isBidirectional = variation % 2 == 1
    return Architecture(
      inputSize: shape.sizes[0],
      layers: shape.sizes.dropFirst().enumerated().map { index, size in
        RecurrentLayer(
          cell: cell, hiddenSize: size, isBidirectional: isBidirectional,
          hasLayerNorm: (index + variation) % 3 == 0)
      },
      pooling: Pooling.allCases[variation % Pooling.allCases.count], classCount: 2 + variation)
  }

  /// Some 5 indices of each parameter, spread over it.
  private func sample(_ layout: ParameterLayout) -> [Int] {
    layout.entries.flatMap { entry in
      stride(from: entry.offset, to: entry.offset + entry.count, by: max(1, entry.count / 5))
    }
  }

  @Test(
    "every kind of parameter, cell, pooling and direction", arguments: shapes, RecurrentCellKind.allCases)
  func gradients(shape: Shape, cell: RecurrentCellKind) throws {
    for variation in 0..<8 {
      let classifier = try SequenceClassifier.random(
        architecture(shape, cell, variation: variation), seed: UInt64(variation))
      let batch = try SequenceBatch.random(
        lengths: shape.lengths, featureCount: shape.sizes[0], seed: UInt64(variation + 50))
      var random = SeededGenerator(seed: UInt64(variation + 90))
      let classCount = classifier.architecture.classCount
      let targets = random.floats(batch.batchCount * classCount, in: 0...1)
      let weights = random.floats(batch.batchCount, in: 0.2...2)
      var gradient = [Float](repeating: 0, count: classifier.parameters.layout.count)
      let result = try classifier.accumulateGradient(
        of: batch, targets: .probabilities(targets), sampleWeights: weights, into: &gradient)
      var reference = ReferenceNetwork(classifier)
      for (value, expected) in zip(result.logits.values, reference.logits(batch)) {
        #expect(abs(Double(value) - expected) < 3e-6 + 1e-5 * abs(expected))
      }
      let loss = reference.loss(batch, targets: targets, weights: weights)
      #expect(abs(Double(result.meanLoss) - loss) < 1e-5 * max(1, loss))
      let largest = Double(gradient.map(abs).max() ?? 0)
      let step = 1e-5
      for index in sample(reference.layout) {
        let value = reference.parameters[index]
        reference.parameters[index] = value + step
        let above = reference.loss(batch, targets: targets, weights: weights)
        reference.parameters[index] = value - step
        let below = reference.loss(batch, targets: targets, weights: weights)
        reference.parameters[index] = value
        let expected = (above - below) / (2 * step)
        #expect(
          abs(Double(gradient[index]) - expected) < 2e-6 * max(1, largest) + 1e-4 * abs(expected),
          "variation \(variation), parameter \(index): \(gradient[index]), not \(expected)")
      }
    }
  }
}
