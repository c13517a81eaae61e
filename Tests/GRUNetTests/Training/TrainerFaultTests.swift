import GRUNet
import Testing

@Suite("Training: bad data, bad configurations, failures on the way")
struct TrainerFaultTests {
  @Test("each number out of range is refused by name")
  func configurations() throws {
    let faults: [(String, (inout Trainer.Configuration) -> Void)] = [
      ("epochs", { $0.epochs = 0 }), ("batchSize", { $0.batchSize = 0 }),
      ("batchSize", { $0.batchSize = .max }),
      ("learningRate", { $0.learningRate = .nan }), ("learningRate", { $0.learningRate = 0 }),
      ("gradientClipNorm", { $0.gradientClipNorm = 0 }), ("labelSmoothing", { $0.labelSmoothing = 1 }),
      ("sharpnessRadius", { $0.sharpnessRadius = -0.1 }), ("sharpnessRadius", { $0.sharpnessRadius = .nan }),
      ("patience", { $0.patience = 3 }), ("threadCount", { $0.threadCount = 0 }),
      ("averaging", { $0.averaging = 1 }), ("classWeights", { $0.classWeights = [1, 1] }),
      ("classWeights", { $0.classWeights = [1, 1, -1] }), ("optimiser", { $0.optimizer.beta1 = 1 }),
      ("schedule", { $0.schedule.warmUpStart = 0 }),
      ("schedule", { $0.schedule.shape = .step(everyEpochs: 0, factor: 1) }),
    ]
    for (name, fault) in faults {
      var configuration = Trainer.Configuration()
      fault(&configuration)
      let error = #expect(throws: TrainingError.self) {
        try Trainer(configuration: configuration).train(
          ToyProblem.network(.gru), on: ToyProblem.data(4, seed: 1))
      }
      #expect(error?.code == .invalidConfiguration)
      #expect(error?.message.contains(name) == true, "\(name): \(error?.message ?? "")")
    }
  }

  @Test("sequences that cannot be trained on are refused when they are added")
  func data() throws {
    var data = LabelledSequences(featureCount: 2, classCount: 2)
    #expect(throws: TrainingError.self) { try data.append([], label: 0) }
    #expect(throws: TrainingError.self) { try data.append([1], label: 0) }
    #expect(throws: TrainingError.self) { try data.append([1, 2, 3], label: 0) }
    #expect(throws: TrainingError.self) { try data.append([1, .nan], label: 0) }
    #expect(throws: TrainingError.self) { try data.append([1, 2], label: 2) }
    #expect(throws: TrainingError.self) { try data.append([1, 2], label: -1) }
    #expect(throws: TrainingError.self) { try data.append([1, 2], label: 0, weight: 0) }
    #expect(throws: TrainingError.self) { try data.append([1, 2], probabilities: [0.5, 0.6]) }
    #expect(throws: TrainingError.self) { try data.append([1, 2], probabilities: [1]) }
    #expect(throws: TrainingError.self) {
      try data.append(windows: [0..<2], of: [1, 2], probabilities: [1, 0])
    }
    #expect(data.isEmpty)
    try data.append([1, 2], label: 1)
    #expect(data.count == 1)
  }

  @Test("sets that do not fit the network are refused")
  func mismatch() throws {
    let network = try ToyProblem.network(.gru)
    let empty = LabelledSequences(featureCount: 3, classCount: 3)
    var other = LabelledSequences(featureCount: 2, classCount: 3)
    try other.append([1, 2], label: 0)
    for data in [empty, other] {
      #expect(throws: TrainingError.self) { try Trainer().train(network, on: data) }
      #expect(throws: TrainingError.self) {
        try Trainer().train(network, on: ToyProblem.data(3, seed: 1), validation: data)
      }
    }
  }

  @Test("a loss that is no number names its epoch and step")
  func divergence() throws {
    var configuration = Trainer.Configuration()
    configuration.learningRate = 3e38
    let error = #expect(throws: TrainingError.self) {
      try Trainer(configuration: configuration).train(
        ToyProblem.network(.gru), on: ToyProblem.data(40, seed: 1))
    }
    #expect(error?.code == .diverged)
    #expect(error?.message.contains("epoch 1, step ") == true, "\(error?.message ?? "")")
  }

  @Test("a validation that throws, or whose loss is no number, ends training with an error")
  func validation() throws {
    struct Oops: Error {}
    let network = try ToyProblem.network(.gru)
    let data = try ToyProblem.data(4, seed: 1)
    let thrown = #expect(throws: TrainingError.self) {
      try Trainer().train(network, on: data, validate: { _ in throw Oops() })
    }
    #expect(thrown?.code == .callbackFailed)
    let diverged = #expect(throws: TrainingError.self) {
      try Trainer().train(network, on: data, validate: { _ in ValidationMetrics(loss: .nan, accuracy: 0) })
    }
    #expect(diverged?.code == .diverged)
  }

  @Test("a cancelled task ends after the step in hand, with a checkpoint that goes on")
  func cancellation() async throws {
    let network = try ToyProblem.network(.gru)
    let data = try ToyProblem.data(20, seed: 1)
    let whole = try Trainer(configuration: ToyProblem.everything).train(network, on: data)
    let task = Task {
      try Trainer(configuration: ToyProblem.everything).train(network, on: data) { progress in
        if progress.epoch == 2, progress.step == 3 { withUnsafeCurrentTask { $0?.cancel() } }
        return .continue
      }
    }
    let outcome = try await task.value
    #expect(outcome.endReason == .cancelled)
    #expect(outcome.checkpoint.epoch == 1 && outcome.checkpoint.step == 3)
    let rest = try Trainer(configuration: ToyProblem.everything).train(
      network, on: data, resuming: outcome.checkpoint)
    #expect(rest.last.parameters == whole.last.parameters)
  }
}
