import CBenchmarkProbes
import GRUNet

/// The baseline network on made-up segments, and what its arithmetic takes at the least.
struct BaselineNetwork {
  static let steps = 130
  static let features = 13
  static let segmentCount = 6397
  static let epochs = 30

  let cell: RecurrentCellKind

  /// The additions and multiplications of one segment's forward pass.
  var operations: Double {
    let sizes = [Self.features, 128, 64, 32]
    let products = zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.1 * ($1.0 + $1.1) }
    return Double(2 * Self.steps * cell.gateCount * products)
  }

  /// Untrained: that changes no time.
  func classifier() throws -> SequenceClassifier {
    try SequenceClassifier(architecture: .baseline(cell: cell, classCount: 10), seed: 1)
  }

  /// Noise, another for each segment.
  static func batch(_ count: Int) throws -> SequenceBatch {
    var generator = RandomGenerator(seed: 1)
    let values = (0..<count * steps * features).map { _ in Float(generator.uniform() * 2 - 1) }
    return try SequenceBatch(values: values, stepCount: steps, featureCount: features)
  }

  /// So much arithmetic, in registers, by one core.
  static func limit(operations: Double) -> Limit {
    let round = Double(genre_probe_operations_a_round())
    // At least half a millisecond, at most ten: shorter is inexact, longer tells no more.
    let rounds = min(max((operations / round).rounded(), 60), 1500)
    return Limit(title: "FMA peak", share: rounds * round / operations) {
      if genre_probe_multiply_add(Int64(rounds)).isNaN { throw BenchmarkError("The probe does not add up.") }
    }
  }
}
