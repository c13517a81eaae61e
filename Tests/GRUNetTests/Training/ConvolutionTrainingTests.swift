import Foundation
import GRUNet
import GenreTestSupport
import Testing

/// Batch norm's running statistics on their way through training, checkpoints and files.
@Suite("Training with convolutions")
struct ConvolutionTrainingTests {
  private static func network() throws -> SequenceClassifier {
    try SequenceClassifier(
      architecture: Architecture(
        inputSize: 3,
        convolutions: [
          ConvolutionLayer(channelCount: 6, bandPooling: 1),
          ConvolutionLayer(channelCount: 5, timePooling: 1, bandPooling: 2),
        ],
        layers: [RecurrentLayer(cell: .gru, hiddenSize: 7, isBidirectional: true)],
        pooling: .attentionAndMean, dropout: 0.2, classCount: 3), seed: 3)
  }

  private static func train(
    threads: Int = 1, resuming: TrainingCheckpoint? = nil,
    onProgress: (TrainingProgress) -> TrainingControl = { _ in .continue }
  ) throws -> TrainingOutcome {
    var configuration = ToyProblem.everything
    configuration.optimizer.decayedParameters = .all
    configuration.threadCount = threads
    return try Trainer(configuration: configuration).train(
      network(), on: ToyProblem.data(18, seed: 1), validation: ToyProblem.data(12, seed: 2),
      resuming: resuming, onProgress: onProgress)
  }

  @Test("a training stopped anywhere ends, through a file, bit for bit as one that was not")
  func resume() throws {
    let folder = try Scratch()
    let whole = try Self.train()
    for stop in [1, 3, 6, 11, 18] {
      var calls = 0
      let part = try Self.train { _ in
        calls += 1
        return calls == stop ? .checkpointAndStop : .continue
      }
      try part.checkpoint.write(to: folder.path("checkpoint"))
      let checkpoint = try TrainingCheckpoint(contentsOf: folder.path("checkpoint"))
      #expect(checkpoint == part.checkpoint)
      let rest = try Self.train(threads: 2, resuming: checkpoint)
      #expect(rest.last.parameters == whole.last.parameters, "stopped at call \(stop)")
      #expect(rest.best.parameters == whole.best.parameters)
      #expect(rest.history.timeless == whole.history.timeless)
    }
  }

  @Test("running statistics follow the batches, and no optimiser steps or decays them")
  func runningStatistics() throws {
    let checkpoint = try Self.train { $0.epoch == 2 ? .checkpointAndStop : .continue }.checkpoint
    for (index, layer) in checkpoint.architecture.convolutions.enumerated() {
      for name in ["running_mean", "running_var"] {
        let values = try #require(checkpoint.parameters["bn.\(index).\(name)"]).values
        #expect(values.count == layer.channelCount)
        #expect(values.allSatisfy { $0.isFinite && $0 != (name == "running_var" ? 1 : 0) })
      }
    }
    var network = try Self.network()
    var state = OptimizerState(parameterCount: network.parameters.layout.count)
    let before = network.parameters
    state.step(
      &network.parameters, gradients: Array(repeating: 1, count: before.layout.count),
      optimizer: Optimizer(kind: .adamW, weightDecay: 0.5, decayedParameters: .all), learningRate: 0.1)
    for entry in before.layout.entries {
      let isSame = before.values[entry.range] == network.parameters.values[entry.range]
      #expect(isSame == !entry.isTrained, "\(entry.name)")
    }
  }

  @Test("a network that was trained comes back from its file as it was")
  func file() throws {
    let outcome = try Self.train()
    let read = try SequenceClassifier(file: SafetensorsFile(bytes: outcome.best.safetensors()))
    #expect(read.parameters == outcome.best.parameters)
    #expect(read.architecture == outcome.best.architecture)
  }

  @Test("it learns: the mean loss of the last epoch is well below that of the first")
  func learning() throws {
    var configuration = Trainer.Configuration()
    configuration.epochs = 30
    configuration.batchSize = 16
    configuration.learningRate = 0.01
    configuration.seed = 5
    let data = try ToyProblem.data(96, seed: 1)
    let outcome = try Trainer(configuration: configuration).train(
      Self.network(), on: data, validation: ToyProblem.data(48, seed: 2))
    let epochs = outcome.history.epochs
    #expect(try #require(epochs.last).trainingLoss < 0.5 * epochs[0].trainingLoss)
    #expect(try outcome.best.metrics(on: ToyProblem.data(48, seed: 2)).accuracy > 0.8)
  }
}
