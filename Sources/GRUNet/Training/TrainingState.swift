/// Everything that changes while a training runs, beside the parameters: with them and the configuration it says
/// what every later step will do. Order and dropout derive from the seed and the position, so no generator is in it.
struct TrainingState: Sendable, Hashable {
  /// The numbers that go into a checkpoint as JSON.
  struct Position: Codable, Sendable, Hashable {
    /// The epochs done.
    var epoch = 0
    /// The steps done of the epoch in progress.
    var step = 0
    /// The epoch's losses so far, each times the sequences of its step.
    var lossSum = 0.0
    /// The epoch's sequences so far.
    var seenCount = 0
    /// Those of them that were classified rightly.
    var correctCount = 0
    /// The time spent on the epoch so far.
    var seconds = 0.0
    /// The figures of the epoch that validated best.
    var bestMetrics: ValidationMetrics?
    /// The epochs since then.
    var epochsSinceBest = 0
    /// The learning rate of the last step.
    var learningRate: Float = 0
    /// The gradient's norm at the last step.
    var gradientNorm = 0.0

    /// Whether every count is one that a training can reach; one read from a file might overflow later.
    var isPlausible: Bool {
      [epoch, step, seenCount, correctCount, epochsSinceBest].allSatisfy((0..<1 << 48).contains)
    }
  }

  var position = Position()
  var history = TrainingHistory()
  var optimizer: OptimizerState
  var average: WeightAverage?
  var bestParameters: [Float]?

  /// The state before the first step.
  init(parameters: ParameterSet, configuration: Trainer.Configuration) {
    optimizer = OptimizerState(parameterCount: parameters.values.count)
    average = configuration.averaging.map { WeightAverage(decay: $0, values: parameters.values) }
  }

  /// A state that was saved.
  init(
    position: Position, history: TrainingHistory, optimizer: OptimizerState, average: WeightAverage?,
    bestParameters: [Float]?
  ) {
    self.position = position
    self.history = history
    self.optimizer = optimizer
    self.average = average
    self.bestParameters = bestParameters
  }

  /// Ends an epoch: its figures join the history, and its parameters are kept if they are the best so far. Without
  /// metrics they are kept too, unless earlier ones had some.
  mutating func finishEpoch(
    metrics: ValidationMetrics?, parameters: [Float], selection: Trainer.Selection
  ) -> TrainingHistory.Epoch {
    let seen = Double(max(1, position.seenCount))
    let epoch = TrainingHistory.Epoch(
      number: position.epoch + 1, trainingLoss: position.lossSum / seen,
      trainingAccuracy: Double(position.correctCount) / seen, validationLoss: metrics?.loss,
      validationAccuracy: metrics?.accuracy, learningRate: position.learningRate, seconds: position.seconds)
    history.epochs.append(epoch)
    let improved = metrics.map { isImprovement($0, selection: selection) } ?? (position.bestMetrics == nil)
    if improved || selection == .last {
      bestParameters = parameters
      history.bestEpoch = epoch.number
    }
    position = Position(
      epoch: epoch.number, bestMetrics: improved ? metrics : position.bestMetrics,
      epochsSinceBest: improved ? 0 : position.epochsSinceBest + 1, learningRate: position.learningRate,
      gradientNorm: position.gradientNorm)
    return epoch
  }

  private func isImprovement(_ metrics: ValidationMetrics, selection: Trainer.Selection) -> Bool {
    guard let best = position.bestMetrics else { return true }
    guard selection == .highestValidationAccuracy else { return metrics.loss < best.loss }
    return (metrics.accuracy, -metrics.loss) > (best.accuracy, -best.loss)
  }
}
