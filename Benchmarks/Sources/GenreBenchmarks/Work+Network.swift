import GRUNet

extension Work {
  /// One training step: forward, backward, Adam, on two threads.
  static func step(_ cell: RecurrentCellKind, batch count: Int, goal: String) throws -> Work {
    let network = BaselineNetwork(cell: cell)
    let batch = try BaselineNetwork.batch(count)
    let targets = ClassTargets.classes((0..<count).map { $0 % 10 })
    var classifier = try network.classifier()
    let workspace = Workspace(threadCount: 2)
    let parameterCount = classifier.parameters.layout.count
    var state = OptimizerState(parameterCount: parameterCount)
    var gradient = [Float](repeating: 0, count: parameterCount)
    return Work(
      name: "step-\(cell)-\(count)",
      title: "one training step, \(cell.rawValue.uppercased()), batch \(count), two threads",
      repetitions: 25, threads: 2,
      run: {
        for index in gradient.indices { gradient[index] = 0 }
        _ = try classifier.accumulateGradient(
          of: batch, targets: targets, into: &gradient, workspace: workspace)
        state.step(&classifier.parameters, gradients: gradient, optimizer: .adam, learningRate: 1e-3)
      },
      limit: BaselineNetwork.limit(operations: 3 * network.operations * Double(count)),
      peers: ["torch", "torch-1", "keras"], goal: goal)
  }

  /// The baseline's training by the trainer itself. The quick form takes the steps of one hundredth of it.
  static func epochs(isQuick: Bool) throws -> Work {
    let network = BaselineNetwork(cell: .gru)
    let share = isQuick ? 0.01 : 1
    let steps = Double(BaselineNetwork.epochs * ((BaselineNetwork.segmentCount + 7) / 8))
    let stepCount = Int(steps * share)
    let data = try segments(isQuick ? 8 * stepCount : BaselineNetwork.segmentCount)
    var configuration = Trainer.Configuration()
    configuration.epochs = isQuick ? 1 : BaselineNetwork.epochs
    configuration.threadCount = 2
    configuration.selection = .last
    let trainer = Trainer(configuration: configuration)
    let classifier = try network.classifier()
    let extrapolation = isQuick ? ", extrapolated from \(stepCount) steps" : ""
    return Work(
      name: "epochs", title: "30 epochs of the baseline, GRU\(extrapolation)", repetitions: isQuick ? 3 : 1,
      share: Double(stepCount) / steps, threads: 2,
      run: { _ = try trainer.train(classifier, on: data) },
      limit: BaselineNetwork.limit(operations: 3 * network.operations * 8 * steps),
      peers: ["torch", "keras"], peerWork: ("step-gru-8", steps), goal: "90 s")
  }

  private static func segments(_ count: Int) throws -> LabelledSequences {
    var data = LabelledSequences(featureCount: BaselineNetwork.features, classCount: 10)
    let batch = try BaselineNetwork.batch(64)
    let length = BaselineNetwork.steps * BaselineNetwork.features
    for index in 0..<count {
      let start = index % 64 * length
      try data.append(Array(batch.values[start..<start + length]), label: index % 10)
    }
    return data
  }

  /// Ten segments, the windows of 30 s, through the network, on one thread.
  static func segments() throws -> Work {
    let network = BaselineNetwork(cell: .gru)
    let prepared = try network.classifier().prepared()
    let batch = try BaselineNetwork.batch(10)
    let workspace = Workspace()
    return Work(
      name: "segments", title: "10 segments through the GRU, one thread", repetitions: 25,
      run: { _ = try prepared.logits(for: batch, workspace: workspace) },
      limit: BaselineNetwork.limit(operations: 10 * network.operations),
      peers: ["torch", "torch-1", "keras"], goal: "1.0 ms")
  }
}
