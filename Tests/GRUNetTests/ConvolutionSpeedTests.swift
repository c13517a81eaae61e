import Foundation
import GRUNet
import GenreTestSupport
import Testing

/// Times of the convolutional network on 10-second crops, printed rather than judged. Run in release, one at a time:
///
///     GENRE_BENCH=1 swift test -c release --filter ConvolutionSpeedTests
@Suite(
  "Speed of convolutions", .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["GENRE_BENCH"] == "1", "timings: set GENRE_BENCH=1"))
struct ConvolutionSpeedTests {
  private static let steps = 430
  private static let architecture = Architecture.convolutional(bandCount: 64, classCount: 10)

  /// Additions and multiplications of one sequence's forward pass.
  private static let operations: Double = {
    var (steps, bands, inputs, sum) = (Self.steps, architecture.inputSize, 1, 0)
    for layer in architecture.convolutions {
      sum += steps * bands * 9 * inputs * layer.channelCount
      (steps, bands, inputs) = (steps / layer.timePooling, bands / layer.bandPooling, layer.channelCount)
    }
    for layer in architecture.layers {
      sum += steps * 2 * 3 * layer.hiddenSize * (bands * inputs + layer.hiddenSize)
    }
    sum += steps * architecture.outputSize * architecture.outputSize
    return Double(2 * sum)
  }()

  private static func batch(_ count: Int) throws -> SequenceBatch {
    var random = SeededGenerator(seed: 1)
    return try SequenceBatch(
      values: random.floats(count * steps * 64), stepCount: steps, featureCount: 64)
  }

  /// The time by the clock, and that of all threads on their cores, which other processes disturb less.
  private static func report(_ name: String, operations: Double, _ body: () throws -> Void) rethrows {
    let wall = ContinuousClock()
    for _ in 0..<2 { try body() }
    var (times, processorTimes): ([Double], [Double]) = ([], [])
    for _ in 0..<9 {
      let start = clock()
      times.append(try wall.measure(body) / .seconds(1))
      processorTimes.append(Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    let (least, processor) = (times.min() ?? 0, processorTimes.min() ?? 0)
    print(
      String(
        format: "%@: median %.1f ms, least %.1f ms, %.0f GFLOP/s; processor %.1f ms, %.0f GFLOP/s a core",
        name, times.sorted()[times.count / 2] * 1e3, least * 1e3, operations / least / 1e9, processor * 1e3,
        operations / processor / 1e9))
  }

  @Test("one step of training: forward, backward, AdamW, statistics", arguments: [1, 2])
  func trainingStep(threads: Int) throws {
    let batch = try Self.batch(16)
    let targets = ClassTargets.classes((0..<16).map { $0 % 10 })
    var classifier = try SequenceClassifier(architecture: Self.architecture, seed: 1)
    let workspace = Workspace(threadCount: threads)
    let count = classifier.parameters.layout.count
    var state = OptimizerState(parameterCount: count)
    var gradient = [Float](repeating: 0, count: count)
    try Self.report(
      "\(count) parameters, batch 16, \(threads) threads: step", operations: 3 * 16 * Self.operations
    ) {
      for index in gradient.indices { gradient[index] = 0 }
      let loss = try classifier.accumulateGradient(
        of: batch, targets: targets, dropoutSeed: 1, into: &gradient, workspace: workspace)
      state.step(&classifier.parameters, gradients: gradient, optimizer: .adamW(), learningRate: 1e-3)
      if let statistics = loss.batchStatistics { classifier.updateRunningStatistics(statistics) }
    }
  }

  @Test("five crops classified", arguments: [1, 2])
  func inference(threads: Int) throws {
    let prepared = try SequenceClassifier(architecture: Self.architecture, seed: 1).prepared()
    let batch = try Self.batch(5)
    let workspace = Workspace(threadCount: threads)
    try Self.report("five crops, \(threads) threads: logits", operations: 5 * Self.operations) {
      _ = try prepared.logits(for: batch, workspace: workspace)
    }
  }
}
