import GRUNet
import GenreTestSupport
import Testing

/// Convolutions of odd sizes against plain loops in double precision and their central differences.
@Suite("Central differences of convolutions")
struct ConvolutionDifferenceTests {
  struct Shape: CustomTestStringConvertible, Sendable {
    let bands: Int
    var inputPooling = 1
    let layers: [ConvolutionLayer]
    let lengths: [Int]

    var testDescription: String {
      "\(bands) bands, of \(inputPooling) steps, channels \(layers.map(\.channelCount)), lengths \(lengths)"
    }
  }

  private static func layer(_ channels: Int, _ time: Int, _ band: Int) -> ConvolutionLayer {
    ConvolutionLayer(channelCount: channels, timePooling: time, bandPooling: band, normEpsilon: 1e-3)
  }

  static let shapes = [
    Shape(bands: 1, layers: [layer(1, 1, 1)], lengths: [3, 4]),
    Shape(bands: 5, layers: [layer(3, 2, 2)], lengths: [5, 1, 2]),
    Shape(bands: 2, layers: [layer(5, 3, 4), layer(2, 3, 1)], lengths: [7, 2, 19]),
    Shape(bands: 9, layers: [layer(17, 1, 2), layer(33, 2, 2)], lengths: [6, 3, 8, 7]),
    Shape(bands: 13, layers: [layer(4, 2, 3), layer(16, 1, 1), layer(3, 2, 2)], lengths: [9]),
    Shape(bands: 4, layers: [layer(3, 2, 1), layer(2, 1, 2)], lengths: (1...19).map { 1 + $0 * 5 % 7 }),
    Shape(bands: 6, inputPooling: 3, layers: [layer(3, 2, 2), layer(4, 1, 1)], lengths: [20, 1, 2, 3, 7]),
    // More pixels than are convolved at a time.
    Shape(bands: 70, layers: [layer(2, 2, 5), layer(3, 2, 2)], lengths: [23, 15]),
  ]

  private static func classifier(_ shape: Shape) throws -> SequenceClassifier {
    try .random(
      Architecture(
        inputSize: shape.bands, convolutions: shape.layers, inputPooling: shape.inputPooling,
        layers: [RecurrentLayer(cell: .gru, hiddenSize: 5)], pooling: .attentionAndMean, classCount: 3),
      seed: UInt64(shape.bands))
  }

  @Test("every kind of parameter", arguments: shapes)
  func gradients(shape: Shape) throws {
    let classifier = try Self.classifier(shape)
    let batch = try SequenceBatch.random(lengths: shape.lengths, featureCount: shape.bands, seed: 50)
    var random = SeededGenerator(seed: 90)
    let targets = random.floats(batch.batchCount * 3, in: 0...1)
    let weights = random.floats(batch.batchCount, in: 0.2...2)
    var gradient = [Float](repeating: 0, count: classifier.parameters.layout.count)
    let result = try classifier.accumulateGradient(
      of: batch, targets: .probabilities(targets), sampleWeights: weights, into: &gradient)
    var reference = ReferenceNetwork(classifier)
    for (value, expected) in zip(result.logits.values, reference.logits(batch)) {
      #expect(abs(Double(value) - expected) < 1e-5 + 1e-5 * abs(expected))
    }
    let loss = reference.loss(batch, targets: targets, weights: weights)
    #expect(abs(Double(result.meanLoss) - loss) < 1e-5 * max(1, loss))
    let largest = Double(gradient.map(abs).max() ?? 0)
    let step = 1e-6
    for entry in reference.layout.entries {
      for index in stride(from: entry.offset, to: entry.offset + entry.count, by: max(1, entry.count / 9)) {
        guard entry.isTrained else {
          #expect(gradient[index] == 0)
          continue
        }
        let value = reference.parameters[index]
        reference.parameters[index] = value + step
        let above = reference.loss(batch, targets: targets, weights: weights)
        reference.parameters[index] = value - step
        let below = reference.loss(batch, targets: targets, weights: weights)
        reference.parameters[index] = value
        let expected = (above - below) / (2 * step)
        #expect(
          abs(Double(gradient[index]) - expected) < 1e-5 * max(1, largest) + 1e-4 * abs(expected),
          "\(entry.name) \(index - entry.offset): \(gradient[index]), not \(expected)")
      }
    }
  }

  @Test("logits by the running statistics", arguments: shapes)
  func inference(shape: Shape) throws {
    let classifier = try Self.classifier(shape)
    let batch = try SequenceBatch.random(lengths: shape.lengths, featureCount: shape.bands, seed: 51)
    let expected = ReferenceNetwork(classifier).logits(batch, isTraining: false)
    for (value, expected) in zip(try classifier.logits(for: batch).values, expected) {
      #expect(abs(Double(value) - expected) < 1e-5 + 1e-5 * abs(expected))
    }
  }

  @Test("inputs far from zero, as decibels are, cost the statistics no more than their rounding")
  func offset() throws {
    let shape = Self.shapes[3]
    let classifier = try Self.classifier(shape)
    let near = try SequenceBatch.random(lengths: shape.lengths, featureCount: shape.bands, seed: 52)
    let far = try SequenceBatch(
      values: near.values.map { $0 * 10 - 60 }, lengths: near.lengths, stepCount: near.stepCount,
      featureCount: near.featureCount)
    var gradient = [Float](repeating: 0, count: classifier.parameters.layout.count)
    let result = try classifier.accumulateGradient(
      of: far, targets: .classes(shape.lengths.map { $0 % 3 }), into: &gradient)
    for (value, expected) in zip(result.logits.values, ReferenceNetwork(classifier).logits(far)) {
      #expect(abs(Double(value) - expected) < 5e-5)
    }
  }
}
