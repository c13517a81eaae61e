import Foundation
import GRUNet
import Testing

/// A teacher beside the labels: the loss by its definition, the gradient by differences.
@Suite("Soft targets of a teacher")
struct SoftTargetTests {
  private let classifier: SequenceClassifier
  private let batch: SequenceBatch
  /// Class 1; any of the classes 0, 2 and 3; class 4; no label.
  private let rows: [Float] =
    [0, 1, 0, 0, 0] + [1, 0, 1, 1, 0] + [0, 0, 0, 0, 1] + [0.2, 0.2, 0.2, 0.2, 0.2]
  private let isSet = [false, true, false, false]
  private let soft = SoftTargets(
    probabilities: [0.1, 0.6, 0.1, 0.1, 0.1] + [0.7, 0.1, 0.1, 0.05, 0.05] + [0, 0, 0, 0, 0]
      + [0.5, 0, 0.25, 0.25, 0],
    shares: [0.3, 0.5, 0, 1])

  init() throws {
    let architecture = Architecture(
      inputSize: 3, layers: [RecurrentLayer(cell: .gru, hiddenSize: 5)], classCount: 5)
    classifier = try SequenceClassifier.random(architecture, seed: 4)
    batch = try SequenceBatch.random(lengths: [4, 2, 3, 5], featureCount: 3, seed: 9)
  }

  private var targets: ClassTargets { .sets(probabilities: rows, isSet: isSet) }

  private func loss(_ classifier: SequenceClassifier, smoothing: Double) throws -> Double {
    let logits = try classifier.logits(for: batch)
    return (0..<4).reduce(0.0) { sum, row in
      let values = logits.values[row * 5..<row * 5 + 5].map(Double.init)
      let total = log(values.reduce(0) { $0 + exp($1) })
      func entropy(_ targets: ArraySlice<Float>) -> Double {
        zip(values, targets).reduce(0) { $0 + Double($1.1) * (total - $1.0) }
      }
      let label = rows[row * 5..<row * 5 + 5]
      let own =
        isSet[row]
        ? total - log(zip(values, label).reduce(0) { $0 + ($1.1 > 0 ? exp($1.0) : 0) }) : entropy(label)
      let even = values.reduce(0) { $0 + (total - $1) } / 5
      let share = Double(soft.shares[row])
      let labelled = (1 - smoothing) * own + smoothing * even
      return sum + ((1 - share) * labelled + share * entropy(soft.probabilities[row * 5..<row * 5 + 5])) / 4
    }
  }

  @Test("The loss is the label's and the teacher's, by the share of each", arguments: [0, 0.1] as [Float])
  func lossByDefinition(smoothing: Float) throws {
    let result = try classifier.loss(of: batch, targets: targets, soft: soft, labelSmoothing: smoothing)
    #expect(abs(Double(result.meanLoss) - (try loss(classifier, smoothing: Double(smoothing)))) < 1e-5)
  }

  @Test("The gradient is that of the loss", arguments: [0, 0.1] as [Float])
  func gradient(smoothing: Float) throws {
    var gradient = [Float](repeating: 0, count: classifier.parameters.layout.count)
    _ = try classifier.accumulateGradient(
      of: batch, targets: targets, soft: soft, labelSmoothing: smoothing, into: &gradient)
    for index in stride(from: 0, to: gradient.count, by: 5) {
      var moved = classifier
      let step: Float = 1e-2
      moved.parameters.values[index] = classifier.parameters.values[index] + step
      let above = try loss(moved, smoothing: Double(smoothing))
      moved.parameters.values[index] = classifier.parameters.values[index] - step
      let below = try loss(moved, smoothing: Double(smoothing))
      let expected = (above - below) / (2 * Double(step))
      #expect(abs(Double(gradient[index]) - expected) < 2e-4 + 1e-2 * abs(expected), "parameter \(index)")
    }
  }

  @Test("Where no share is above 0, every bit is as without a teacher")
  func noShare() throws {
    let none = SoftTargets(probabilities: Array(repeating: 0, count: 20), shares: [0, 0, 0, 0])
    let with = try classifier.loss(of: batch, targets: targets, soft: none, labelSmoothing: 0.1)
    let without = try classifier.loss(of: batch, targets: targets, labelSmoothing: 0.1)
    #expect(with.meanLoss == without.meanLoss)
  }

  @Test("Targets that do not fit the batch are refused")
  func counts() {
    for bad in [
      SoftTargets(probabilities: soft.probabilities, shares: [0.5]),
      SoftTargets(probabilities: [1, 0], shares: soft.shares),
      SoftTargets(probabilities: soft.probabilities, shares: [0, 0, 0, 2]),
      SoftTargets(probabilities: Array(repeating: .nan, count: 20), shares: soft.shares),
    ] {
      let error = #expect(throws: NetworkError.self) {
        try classifier.loss(of: batch, targets: targets, soft: bad)
      }
      #expect(error?.code == .invalidTargets)
    }
  }

  @Test("A part of a sequence takes the windows that it lies in, each by its steps")
  func windows() throws {
    let target = try SoftTarget(
      probabilities: [1, 0, 0, 1, 0.5, 0.5], classCount: 2, windowLength: 10, share: 0.5)
    #expect(target.mean(over: 0..<10) == [1, 0])
    #expect(target.mean(over: 5..<15) == [0.5, 0.5])
    #expect(target.mean(over: 8..<12.0).map { ($0 * 100).rounded() } == [50, 50])
    #expect(target.mean(over: 7..<11).map { ($0 * 100).rounded() } == [75, 25])
    // The last window reaches to the end, wherever that is.
    #expect(target.mean(over: 25..<400) == [0.5, 0.5])
    #expect(target.mean.map { ($0 * 100).rounded() } == [50, 50])
    #expect(target.restricted(to: 12..<15).probabilities == [0, 1])
  }

  @Test("Numbers that are no distributions are refused")
  func badTargets() {
    for (values, length, share) in [
      ([0.5, 0.4], 10, 0.5), ([1.5, -0.5], 10, 0.5), ([1], 10, 0.5), ([], 10, 0.5), ([1, 0], 0, 0.5),
      ([1, 0], 10, 0), ([1, 0], 10, 1.5), ([1, 0, 1, 0], .infinity, 0.5), ([.nan, 1], 10, 0.5),
    ] as [([Float], Float, Float)] {
      let error = #expect(throws: TrainingError.self) {
        try SoftTarget(probabilities: values, classCount: 2, windowLength: length, share: share)
      }
      #expect(error?.code == .invalidData)
    }
    let target = try? SoftTarget(probabilities: [1, 0], classCount: 2, share: 0.5)
    var data = LabelledSequences(featureCount: 1, classCount: 3)
    #expect(throws: TrainingError.self) {
      try data.append([1], probabilities: [1, 0, 0], softTarget: target)
    }
  }

  @Test("A set with soft targets has another fingerprint, so that a checkpoint of other targets is refused")
  func resume() throws {
    func data(_ probabilities: [Float]?) throws -> LabelledSequences {
      var data = LabelledSequences(featureCount: 3, classCount: 5)
      let soft = try probabilities.map { try SoftTarget(probabilities: $0, classCount: 5, share: 0.5) }
      for label in 0..<4 {
        try data.append(
          [1, 2, Float(label)], probabilities: try data.probabilities(label: label), softTarget: soft)
      }
      return data
    }
    var configuration = Trainer.Configuration()
    configuration.epochs = 2
    configuration.batchSize = 2
    let trainer = Trainer(configuration: configuration)
    let first = try data([0.2, 0.2, 0.2, 0.2, 0.2])
    let whole = try trainer.train(classifier, on: first)
    let stopped = try trainer.train(classifier, on: first) { _ in .checkpointAndStop }
    let resumed = try trainer.train(classifier, on: first, resuming: stopped.checkpoint)
    #expect(resumed.last.parameters == whole.last.parameters)
    for other in [nil, [1, 0, 0, 0, 0]] as [[Float]?] {
      let error = #expect(throws: TrainingError.self) {
        try trainer.train(classifier, on: try data(other), resuming: stopped.checkpoint)
      }
      #expect(error?.code == .invalidCheckpoint)
    }
    #expect(try trainer.train(classifier, on: data(nil)).last.parameters != whole.last.parameters)
  }
}
