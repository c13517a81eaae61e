import Foundation
import GRUNet
import Testing

/// Targets of which only a set of classes is known: the loss by its definition, the gradient by differences.
@Suite("Targets that are sets of classes")
struct SetTargetTests {
  private let classifier: SequenceClassifier
  private let batch: SequenceBatch
  /// Any of the classes 0, 2 and 3; exactly class 1; half of 0 and half of 4.
  private let rows: [Float] = [1, 0, 1, 1, 0] + [0, 1, 0, 0, 0] + [0.5, 0, 0, 0, 0.5]
  private let isSet = [true, false, false]

  init() throws {
    let architecture = Architecture(
      inputSize: 3, layers: [RecurrentLayer(cell: .gru, hiddenSize: 5)], classCount: 5)
    classifier = try SequenceClassifier.random(architecture, seed: 4)
    batch = try SequenceBatch.random(lengths: [4, 2, 3], featureCount: 3, seed: 9)
  }

  private func loss(_ classifier: SequenceClassifier, smoothing: Float) throws -> Double {
    let logits = try classifier.logits(for: batch)
    return (0..<3).reduce(0.0) { sum, row in
      let values = logits.values[row * 5..<row * 5 + 5].map(Double.init)
      let total = log(values.reduce(0) { $0 + exp($1) })
      let targets = rows[row * 5..<row * 5 + 5].map(Double.init)
      let own =
        isSet[row]
        ? total - log(zip(values, targets).reduce(0) { $0 + ($1.1 > 0 ? exp($1.0) : 0) })
        : zip(values, targets).reduce(0) { $0 + $1.1 * (total - $1.0) }
      let even = values.reduce(0) { $0 + (total - $1) } / 5
      return sum + ((1 - Double(smoothing)) * own + Double(smoothing) * even) / 3
    }
  }

  @Test("The loss is minus the logarithm of the set's probability", arguments: [0, 0.1] as [Float])
  func lossByDefinition(smoothing: Float) throws {
    let result = try classifier.loss(
      of: batch, targets: .sets(probabilities: rows, isSet: isSet), labelSmoothing: smoothing)
    #expect(abs(Double(result.meanLoss) - (try loss(classifier, smoothing: smoothing))) < 1e-5)
  }

  @Test("The gradient is that of the loss", arguments: [0, 0.1] as [Float])
  func gradient(smoothing: Float) throws {
    var gradient = [Float](repeating: 0, count: classifier.parameters.layout.count)
    _ = try classifier.accumulateGradient(
      of: batch, targets: .sets(probabilities: rows, isSet: isSet), labelSmoothing: smoothing, into: &gradient
    )
    for index in stride(from: 0, to: gradient.count, by: 7) {
      var moved = classifier
      let step: Float = 1e-2
      moved.parameters.values[index] = classifier.parameters.values[index] + step
      let above = try loss(moved, smoothing: smoothing)
      moved.parameters.values[index] = classifier.parameters.values[index] - step
      let below = try loss(moved, smoothing: smoothing)
      let expected = (above - below) / (2 * Double(step))
      #expect(abs(Double(gradient[index]) - expected) < 2e-4 + 1e-2 * abs(expected), "parameter \(index)")
    }
  }

  @Test("A set of one class is that class, to the rounding")
  func single() throws {
    let one: [Float] = (0..<15).map { $0 % 5 == 2 ? 1 : 0 }
    let set = try classifier.loss(
      of: batch, targets: .sets(probabilities: one, isSet: [true, true, true]), labelSmoothing: 0.1)
    let plain = try classifier.loss(of: batch, targets: .classes([2, 2, 2]), labelSmoothing: 0.1)
    #expect(abs(set.meanLoss - plain.meanLoss) < 1e-6)
  }

  @Test("Flags that are not one a sequence are refused")
  func counts() {
    let error = #expect(throws: NetworkError.self) {
      try classifier.loss(of: batch, targets: .sets(probabilities: rows, isSet: [true]))
    }
    #expect(error?.code == .invalidTargets)
  }
}
