import Foundation
import GRUNet
import GenreTestSupport
import Testing

@Suite("Training")
struct TrainerTests {
  @Test("every cell learns a problem of order in time", arguments: RecurrentCellKind.allCases)
  func learns(cell: RecurrentCellKind) throws {
    var configuration = Trainer.Configuration()
    configuration.learningRate = 0.02
    configuration.epochs = 25
    let outcome = try Trainer(configuration: configuration).train(
      ToyProblem.network(cell), on: ToyProblem.data(120, seed: 1), validation: ToyProblem.data(60, seed: 2))
    #expect(outcome.endReason == .completed)
    #expect(outcome.history.epochs.count == 25)
    let first = try #require(outcome.history.epochs.first)
    let metrics = try outcome.best.metrics(on: ToyProblem.data(90, seed: 5))
    #expect(metrics.accuracy > 0.95, "\(metrics)")
    #expect(metrics.loss < first.trainingLoss / 4)
  }

  @Test("one seed gives the same bits on one, two and three threads, and another seed gives others")
  func threads() throws {
    let data = try ToyProblem.data(30, seed: 4)
    let validation = try ToyProblem.data(70, seed: 5)
    func train(_ threads: Int?, seed: UInt64 = 1) throws -> TrainingOutcome {
      var configuration = ToyProblem.everything
      configuration.threadCount = threads
      configuration.seed = seed
      configuration.batchSize = 17
      return try Trainer(configuration: configuration).train(
        ToyProblem.network(.gru, dropout: 0.2), on: data, validation: validation)
    }
    let one = try train(1)
    for threads in [2, 3, nil] {
      let other = try train(threads)
      #expect(other.last.parameters == one.last.parameters)
      #expect(other.best.parameters == one.best.parameters)
      #expect(other.history.timeless == one.history.timeless)
    }
    #expect(try train(1, seed: 2).last.parameters != one.last.parameters)
  }

  @Test("every sequence is seen once an epoch, also those of a short last batch, in another order each time")
  func coverage() throws {
    // The class of a sequence is told by its weight: with a rate of almost nothing, the loss of the epoch is the mean.
    var configuration = Trainer.Configuration()
    configuration.epochs = 2
    configuration.batchSize = 4
    configuration.learningRate = 1e-30
    let data = try ToyProblem.data(11, seed: 4)
    let network = try ToyProblem.network(.lstm)
    var losses: [[Double]] = [[], []]
    let outcome = try Trainer(configuration: configuration).train(network, on: data) { progress in
      if progress.finishedEpoch == nil { losses[progress.epoch - 1].append(progress.loss) }
      #expect(progress.stepCount == 3)
      return .continue
    }
    #expect(losses.map(\.count) == [3, 3])
    #expect(losses[0][0] != losses[1][0])
    let accuracy = try network.metrics(on: data).accuracy
    for epoch in outcome.history.epochs { #expect(abs(epoch.trainingAccuracy - accuracy) < 1e-9) }
    #expect(outcome.best.parameters == outcome.last.parameters)
  }

  @Test("training ends when validation stops improving, and keeps the best epoch")
  func earlyStopping() throws {
    var configuration = ToyProblem.everything
    configuration.epochs = 20
    configuration.patience = 2
    configuration.selection = .lowestValidationLoss
    let losses = [1, 0.6, 0.5, 0.7, 0.5, 0.1]
    var seen: [ParameterSet] = []
    let outcome = try Trainer(configuration: configuration).train(
      ToyProblem.network(.gru), on: ToyProblem.data(12, seed: 1),
      validate: { network in
        seen.append(network.parameters)
        return ValidationMetrics(loss: losses[seen.count - 1], accuracy: 0)
      })
    #expect(outcome.endReason == .noImprovement)
    #expect(outcome.history.epochs.count == 5)
    #expect(outcome.history.bestEpoch == 3)
    #expect(outcome.best.parameters == seen[2])
    #expect(outcome.last.parameters == seen[4])
    #expect(Set(seen).count == 5)
  }

  @Test(
    "the epoch is chosen by accuracy, loss or place",
    arguments: zip(Trainer.Selection.allCases, [2, 3, 4]))
  func selection(selection: Trainer.Selection, best: Int) throws {
    var configuration = ToyProblem.everything
    configuration.epochs = 4
    configuration.selection = selection
    let figures = [(3.0, 0.5), (1.0, 0.6), (2.0, 0.7), (2.5, 0.7)]
    var count = 0
    let outcome = try Trainer(configuration: configuration).train(
      ToyProblem.network(.gru), on: ToyProblem.data(12, seed: 1),
      validate: { _ in
        count += 1
        return ValidationMetrics(loss: figures[count - 1].0, accuracy: figures[count - 1].1)
      })
    #expect(outcome.history.bestEpoch == best)
  }

  @Test("groups are averaged before they are counted")
  func groups() throws {
    let data = try ToyProblem.data(60, seed: 8, groupSize: 4)
    var configuration = Trainer.Configuration()
    configuration.learningRate = 0.02
    configuration.epochs = 4
    let network = try Trainer(configuration: configuration).train(ToyProblem.network(.gru), on: data).last
    let scores = try network.logProbabilities(of: data).values.map(Double.init)
    var correct = 0
    var loss = 0.0
    for group in 0..<15 {
      let means = (0..<3).map { column in
        (0..<4).reduce(0.0) { $0 + scores[(group * 4 + $1) * 3 + column] } / 4
      }
      let label = group % 3
      correct += means.max() == means[label] ? 1 : 0
      let sum = means.reduce(0.0) { $0 + exp($1) }
      loss -= means[label] - log(sum)
    }
    let metrics = try network.metrics(on: data, averagingGroups: true)
    #expect(abs(metrics.accuracy - Double(correct) / 15) < 1e-9)
    #expect(abs(metrics.loss - loss / 15) < 1e-5)
    #expect(try network.metrics(on: data) != metrics)
  }

  @Test("windows of one recording are what they would be apart")
  func windows() throws {
    var random = SeededGenerator(seed: 3)
    let recording = random.floats(20 * 3)
    var shared = LabelledSequences(featureCount: 3, classCount: 3)
    try shared.append(
      windows: [0..<8, 4..<12, 19..<20], of: recording, probabilities: [0.25, 0.5, 0.25], group: 7)
    var apart = LabelledSequences(featureCount: 3, classCount: 3)
    for window in [0..<8, 4..<12, 19..<20] {
      let values = Array(recording[window.lowerBound * 3..<window.upperBound * 3])
      try apart.append(values, probabilities: [0.25, 0.5, 0.25], group: 7)
    }
    #expect(try shared.batch([2, 0, 1]) == apart.batch([2, 0, 1]))
    #expect(shared.label(of: 2) == 1 && shared.group(of: 2) == 7 && shared.stepCount(of: 1) == 8)
  }

  @Test("augmentation changes what is trained on, the same for the same seed")
  func augmentation() throws {
    func train(_ augment: ((inout TrainingBatch, inout RandomGenerator) -> Void)?) throws -> TrainingOutcome {
      try Trainer(configuration: ToyProblem.everything).train(
        ToyProblem.network(.gru), on: ToyProblem.data(10, seed: 1), augment: augment)
    }
    var drawn: [UInt64] = []
    let noisy = try train { batch, generator in
      drawn.append(generator.next())
      batch.lengths[0] = 2
    }
    #expect(Set(drawn).count == 9)
    var again: [UInt64] = []
    let same = try train { batch, generator in
      again.append(generator.next())
      batch.lengths[0] = 2
    }
    #expect(drawn == again && same.last.parameters == noisy.last.parameters)
    #expect(try train(nil).last.parameters != noisy.last.parameters)
    #expect(throws: TrainingError.self) { try train { batch, _ in batch.lengths[0] = 1000 } }
    #expect(throws: TrainingError.self) { try train { batch, _ in batch.probabilities = [] } }
  }
}
