import Foundation
import GRUNet
import GenreTestSupport
import Testing

/// Times of the baseline network, printed rather than judged: machines differ. Run in release, one at a time:
///
///     GENRE_BENCH=1 swift test -c release --filter SpeedTests
@Suite(
  "Speed", .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["GENRE_BENCH"] == "1", "timings: set GENRE_BENCH=1"))
struct SpeedTests {
  private static let steps = 130
  private static let features = 13

  /// The multiply-adds of one sequence's forward pass, twice: additions and multiplications.
  private static func operations(_ cell: RecurrentCellKind) -> Double {
    let sizes = [features, 128, 64, 32]
    let products = zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.1 * ($1.0 + $1.1) }
    return Double(2 * steps * cell.gateCount * products)
  }

  private static func batch(_ count: Int) throws -> SequenceBatch {
    var random = SeededGenerator(seed: 1)
    return try SequenceBatch(
      values: random.floats(count * steps * features), stepCount: steps, featureCount: features)
  }

  /// Seconds, the median and the least of many.
  private static func time(_ body: () throws -> Void) rethrows -> (median: Double, least: Double) {
    let clock = ContinuousClock()
    for _ in 0..<5 { try body() }
    let times = try (0..<40).map { _ in try clock.measure(body) / .seconds(1) }.sorted()
    return (times[times.count / 2], times[0])
  }

  private static func report(_ name: String, _ time: (median: Double, least: Double), operations: Double) {
    let text = String(
      format: "%@: median %.2f ms, least %.2f ms, %.0f GFLOP/s at best", name, time.median * 1e3,
      time.least * 1e3, operations / time.least / 1e9)
    print(text)
  }

  @Test(
    "one step of training: forward, backward, Adam", arguments: [RecurrentCellKind.gru, .lstm], [8, 32])
  func trainingStep(cell: RecurrentCellKind, batchCount: Int) throws {
    let batch = try Self.batch(batchCount)
    let targets = ClassTargets.classes((0..<batchCount).map { $0 % 10 })
    for threads in [1, 2] {
      var classifier = try SequenceClassifier(
        architecture: .baseline(cell: cell, classCount: 10), seed: 1)
      let workspace = Workspace(threadCount: threads)
      let count = classifier.parameters.layout.count
      var state = OptimizerState(parameterCount: count)
      var gradient = [Float](repeating: 0, count: count)
      let time = try Self.time {
        for index in gradient.indices { gradient[index] = 0 }
        _ = try classifier.accumulateGradient(
          of: batch, targets: targets, into: &gradient, workspace: workspace)
        state.step(
          &classifier.parameters, gradients: gradient, optimizer: .adam, learningRate: 1e-3)
      }
      Self.report(
        "\(cell), batch \(batchCount), \(threads) threads: step", time,
        operations: 3 * Self.operations(cell) * Double(batchCount))
    }
  }

  @Test("ten segments classified", arguments: [RecurrentCellKind.gru, .lstm])
  func inference(cell: RecurrentCellKind) throws {
    let classifier = try SequenceClassifier(architecture: .baseline(cell: cell, classCount: 10), seed: 1)
    let prepared = classifier.prepared()
    let batch = try Self.batch(10)
    for threads in [1, 2] {
      let workspace = Workspace(threadCount: threads)
      let time = try Self.time { _ = try prepared.logits(for: batch, workspace: workspace) }
      Self.report(
        "\(cell), 10 segments, \(threads) threads: logits", time, operations: 10 * Self.operations(cell))
    }
  }
}
