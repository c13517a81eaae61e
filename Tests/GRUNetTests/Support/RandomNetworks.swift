import GRUNet
import GenreTestSupport

extension SequenceClassifier {
  /// A network whose every parameter, biases and norms included, is random.
  static func random(_ architecture: Architecture, seed: UInt64) throws -> SequenceClassifier {
    var classifier = try SequenceClassifier(architecture: architecture, seed: seed)
    var random = SeededGenerator(seed: seed)
    for index in classifier.parameters.values.indices {
      classifier.parameters.values[index] += Float.random(in: -0.3...0.3, using: &random)
    }
    return classifier
  }
}

extension SequenceBatch {
  /// Random sequences of the given lengths, with NaN for padding.
  static func random(lengths: [Int], featureCount: Int, seed: UInt64) throws -> SequenceBatch {
    var random = SeededGenerator(seed: seed)
    let stepCount = (lengths.max() ?? 0) + 2
    var values = [Float](repeating: .nan, count: lengths.count * stepCount * featureCount)
    for (row, length) in lengths.enumerated() {
      let start = row * stepCount * featureCount
      values.replaceSubrange(
        start..<(start + length * featureCount), with: random.floats(length * featureCount, in: -1.5...1.5))
    }
    return try SequenceBatch(
      values: values, lengths: lengths, stepCount: stepCount, featureCount: featureCount)
  }

  /// Some of the sequences, in the order given.
  func selecting(_ rows: [Int]) throws -> SequenceBatch {
    let size = stepCount * featureCount
    return try SequenceBatch(
      values: rows.flatMap { values[($0 * size)..<(($0 + 1) * size)] }, lengths: rows.map { lengths[$0] },
      stepCount: stepCount, featureCount: featureCount)
  }
}
