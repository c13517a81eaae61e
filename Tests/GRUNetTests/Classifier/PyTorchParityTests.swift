import GRUNet
import Testing

/// Logits, loss and every gradient against PyTorch in float64, on sequences of 1, 4 and 9 steps in one batch.
@Suite("Parity with PyTorch")
struct PyTorchParityTests {
  private struct Hyperparameters: Decodable {
    var labelSmoothing: Float
  }

  private struct Case {
    let golden: Golden
    let classifier: SequenceClassifier
    let batch: SequenceBatch
    let targets: ClassTargets
    let labelSmoothing: Float

    init(_ name: String) throws {
      golden = try Golden(name)
      let architecture = try golden.json("architecture", as: Architecture.self)
      let layout = try ParameterLayout(architecture: architecture)
      classifier = try SequenceClassifier(
        architecture: architecture,
        parameters: ParameterSet(layout: layout, tensors: golden.parameters()))
      let inputs = try golden.file.tensor("inputs")
      batch = try SequenceBatch(
        values: inputs.values, lengths: golden.file.integers(of: "lengths"), stepCount: inputs.shape[1],
        featureCount: inputs.shape[2])
      targets = try .probabilities(golden.file.tensor("targets").values)
      labelSmoothing = try golden.json("hyperparameters", as: Hyperparameters.self).labelSmoothing
    }
  }

  /// Within 1e-6 + 1e-5 of the expected: float32 sums of some tens of terms.
  private func isClose(_ value: Float, _ expected: Float) -> Bool {
    abs(value - expected) <= 1e-6 + 1e-5 * abs(expected)
  }

  @Test("logits", arguments: Golden.networks)
  func logits(name: String) throws {
    let example = try Case(name)
    let logits = try example.classifier.logits(for: example.batch)
    let expected = try example.golden.file.tensor("logits")
    #expect(logits.shape == expected.shape)
    for (value, reference) in zip(logits.values, expected.values) {
      #expect(isClose(value, reference), "\(value) instead of \(reference)")
    }
  }

  @Test(
    "running statistics after one pass",
    arguments: ["convolutional_gru", "convolutional_lstm", "averaged_convolutional_gru"])
  func runningStatistics(name: String) throws {
    let example = try Case(name)
    var classifier = example.classifier
    var gradient = [Float](repeating: 0, count: classifier.parameters.layout.count)
    let result = try classifier.accumulateGradient(
      of: example.batch, targets: example.targets, into: &gradient)
    classifier.updateRunningStatistics(try #require(result.batchStatistics))
    let expected = try example.golden.tensors("running")
    #expect(expected.count == 2 * classifier.architecture.convolutions.count)
    for (name, reference) in expected {
      let values = try #require(classifier.parameters[name]).values
      #expect(zip(values, reference.values).allSatisfy { isClose($0, $1) }, "\(name)")
      #expect(values != example.classifier.parameters[name]?.values)
    }
  }

  @Test("loss and every gradient", arguments: Golden.networks, [1, 2])
  func gradients(name: String, threads: Int) throws {
    let example = try Case(name)
    var gradient = [Float](repeating: 0, count: example.classifier.parameters.layout.count)
    let result = try example.classifier.accumulateGradient(
      of: example.batch, targets: example.targets, labelSmoothing: example.labelSmoothing, into: &gradient,
      workspace: Workspace(threadCount: threads))
    #expect(isClose(result.meanLoss, try example.golden.file.tensor("loss").values[0]))
    let expected = try example.golden.tensors("grad")
    #expect(expected.count == example.classifier.parameters.layout.entries.count)
    for entry in example.classifier.parameters.layout.entries {
      let reference = try #require(expected[entry.name])
      let values = gradient[entry.range]
      let worst = zip(values, reference.values).first { !isClose($0, $1) }
      #expect(worst == nil, "\(entry.name): \(worst?.0 ?? 0) instead of \(worst?.1 ?? 0)")
    }
  }
}
