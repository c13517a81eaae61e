/// A training in progress.
struct TrainingRun {
  let configuration: Trainer.Configuration
  let training: LabelledSequences
  /// Measures a network after every epoch; nil without validation.
  var measure: ((SequenceClassifier) throws -> ValidationMetrics)?
  /// Changes each batch before its step.
  var augment: ((inout TrainingBatch, inout RandomGenerator) -> Void)?
  var onCheckpoint: ((TrainingCheckpoint) throws -> Void)?

  private var network: SequenceClassifier
  private var state: TrainingState
  private var gradient: [Float]
  private let dataSize: TrainingCheckpoint.DataSize
  private let workspace: Workspace
  private let clock = ContinuousClock()
  private var lastInstant = ContinuousClock.now

  /// Begins anew, or where the checkpoint is, which must have been validated.
  init(
    configuration: Trainer.Configuration, network: SequenceClassifier, training: LabelledSequences,
    dataSize: TrainingCheckpoint.DataSize, checkpoint: TrainingCheckpoint?
  ) {
    self.configuration = configuration
    self.training = training
    self.network = network
    if let checkpoint { self.network.parameters = checkpoint.parameters }
    state = checkpoint?.state ?? TrainingState(parameters: network.parameters, configuration: configuration)
    gradient = Array(repeating: 0, count: network.parameters.layout.count)
    self.dataSize = dataSize
    workspace = Workspace(threadCount: configuration.workerCount)
  }

  /// The result of validating an epoch.
  private enum Validation: Equatable {
    case none
    case done(ValidationMetrics)
    case cancelled

    var metrics: ValidationMetrics? {
      if case .done(let metrics) = self { metrics } else { nil }
    }
  }

  private var stepsPerEpoch: Int {
    (training.count + configuration.batchSize - 1) / configuration.batchSize
  }

  // MARK: The loop

  /// Goes through epochs and steps until there is a reason to end.
  mutating func run(
    onProgress: (TrainingProgress) -> TrainingControl
  ) throws(TrainingError) -> TrainingOutcome.EndReason {
    lastInstant = clock.now
    let reason = try loop(onProgress: onProgress)
    if reason == .stopped || reason == .cancelled { try handOverCheckpoint() }
    return reason
  }

  private mutating func loop(
    onProgress: (TrainingProgress) -> TrainingControl
  ) throws(TrainingError) -> TrainingOutcome.EndReason {
    while state.position.epoch < configuration.epochs {
      if hasLostPatience { return .noImprovement }
      let order = order(ofEpoch: state.position.epoch)
      while state.position.step < stepsPerEpoch {
        if Task.isCancelled { return .cancelled }
        try takeStep(order)
        if onProgress(progress()) == .checkpointAndStop { return .stopped }
      }
      let validation = try validate()
      if validation == .cancelled { return .cancelled }
      var progress = progress()
      progress.finishedEpoch = state.finishEpoch(
        metrics: validation.metrics, parameters: resultParameters, selection: configuration.selection)
      try handOverCheckpoint()
      if onProgress(progress) == .checkpointAndStop { return .stopped }
    }
    return .completed
  }

  /// Whether too many epochs have gone by since the best one; only an epoch that was validated can say so.
  private var hasLostPatience: Bool {
    guard let patience = configuration.patience else { return false }
    return state.position.epochsSinceBest >= patience && isValidated(epoch: state.position.epoch)
  }

  /// Trains on one batch: gradient, clipping, step, average.
  private mutating func takeStep(_ order: [Int]) throws(TrainingError) {
    let first = state.position.step * configuration.batchSize
    let indices = Array(order[first..<min(first + configuration.batchSize, order.count)])
    let batch = try batch(indices)
    let loss = try computeGradient(batch)
    let rate = learningRate
    let norm = state.optimizer.step(
      &network.parameters, gradients: gradient, optimizer: configuration.optimizer, learningRate: rate,
      gradientClipNorm: configuration.gradientClipNorm)
    guard loss.meanLoss.isFinite, norm.isFinite else {
      throw TrainingError(
        .diverged,
        "the loss or gradient is no longer a number in epoch \(state.position.epoch + 1), step "
          + "\(state.position.step + 1); lower the learning rate or clip the gradient")
    }
    if let statistics = loss.batchStatistics { network.updateRunningStatistics(statistics) }
    state.average?.add(network.parameters.values)
    state.position.step += 1
    state.position.lossSum += Double(loss.meanLoss) * Double(indices.count)
    state.position.seenCount += indices.count
    state.position.correctCount += correctCount(loss.logits, batch.probabilities)
    state.position.learningRate = rate
    state.position.gradientNorm = norm
    addElapsedTime()
  }

  /// The gradient that the step goes by; loss, logits and statistics are those of the network as it is.
  private mutating func computeGradient(_ batch: TrainingBatch) throws(TrainingError) -> BatchLoss {
    let loss = try computeGradientInPlace(batch)
    if configuration.sharpnessRadius > 0 {
      let values = network.parameters.values
      network.parameters.values = SharpnessAwareness(radius: configuration.sharpnessRadius)
        .highestNeighbour(of: values, gradient: gradient)
      defer { network.parameters.values = values }
      _ = try computeGradientInPlace(batch)
    }
    return loss
  }

  /// The gradient where the parameters are; what drops out depends on the step alone.
  private mutating func computeGradientInPlace(_ batch: TrainingBatch) throws(TrainingError) -> BatchLoss {
    for index in gradient.indices { gradient[index] = 0 }
    do {
      return try network.accumulateGradient(
        of: batch.sequences(), targets: batch.targets, soft: batch.soft,
        sampleWeights: batch.weights(classWeights: configuration.classWeights),
        labelSmoothing: configuration.labelSmoothing, dropoutSeed: dropoutSeed, into: &gradient,
        workspace: workspace)
    } catch {
      throw TrainingError(.network, error.message)
    }
  }

  /// The sequences of a step, augmented.
  private func batch(_ indices: [Int]) throws(TrainingError) -> TrainingBatch {
    do {
      var batch = try TrainingBatch(training, indices: indices)
      var generator = RandomGenerator(seed: RandomGenerator.mixed(dropoutSeed))
      augment?(&batch, &generator)
      return batch
    } catch {
      throw TrainingError(.network, error.message)
    }
  }

  /// The number of rows whose largest logit is where the target has its largest probability, or one of several as
  /// large.
  private func correctCount(_ logits: Tensor, _ probabilities: [Float]) -> Int {
    let classCount = training.classCount
    return stride(from: 0, to: logits.count, by: classCount).reduce(0) { count, start in
      let row = start..<start + classCount
      let answer = row.lowerBound + logits.values[row].indexOfLargest
      return count + (probabilities[answer] == probabilities[row].max() ? 1 : 0)
    }
  }

  // MARK: What derives from seed and position

  private var globalStep: Int { state.position.epoch * stepsPerEpoch + state.position.step }

  private var learningRate: Float {
    configuration.learningRate
      * configuration.schedule.multiplier(
        step: globalStep, stepsPerEpoch: stepsPerEpoch, epochCount: configuration.epochs)
  }

  /// Another number for every step, far from those of other seeds.
  private var dropoutSeed: UInt64 {
    RandomGenerator.mixed(RandomGenerator.mixed(configuration.seed ^ 0xD201) &+ UInt64(globalStep))
  }

  /// The order of the sequences in one epoch (the shuffle of Fisher and Yates).
  private func order(ofEpoch epoch: Int) -> [Int] {
    var generator = RandomGenerator(
      seed: RandomGenerator.mixed(RandomGenerator.mixed(configuration.seed) &+ UInt64(epoch)))
    var order = Array(0..<training.count)
    for last in stride(from: order.count - 1, to: 0, by: -1) {
      order.swapAt(last, Int(generator.uniform() * Double(last + 1)))
    }
    return order
  }

  // MARK: Results

  /// The parameters to validate and to return: the average where there is one.
  private var resultParameters: [Float] { state.average?.values ?? network.parameters.values }

  private func classifier(_ values: [Float]) -> SequenceClassifier {
    var copy = network
    copy.parameters.values = values
    return copy
  }

  /// Measures the network after an epoch.
  private mutating func validate() throws(TrainingError) -> Validation {
    defer { addElapsedTime() }
    guard let measure, isValidated(epoch: state.position.epoch + 1) else { return .none }
    do {
      let metrics = try measure(classifier(resultParameters))
      guard metrics.loss.isFinite, metrics.accuracy.isFinite else {
        throw TrainingError(
          .diverged, "the validation loss is no longer a number in epoch \(state.position.epoch + 1)")
      }
      return .done(metrics)
    } catch let error as TrainingError {
      throw error
    } catch let error as NetworkError where error.code == .cancelled {
      return .cancelled
    } catch is CancellationError {
      return .cancelled
    } catch {
      throw TrainingError(.callbackFailed, "validation failed: \(error)")
    }
  }

  private func isValidated(epoch: Int) -> Bool {
    epoch % configuration.validationInterval == 0 || epoch == configuration.epochs
  }

  private func handOverCheckpoint() throws(TrainingError) {
    guard let onCheckpoint else { return }
    do {
      try onCheckpoint(checkpoint)
    } catch {
      throw TrainingError(.callbackFailed, "the checkpoint could not be kept: \(error)")
    }
  }

  private var checkpoint: TrainingCheckpoint {
    TrainingCheckpoint(
      architecture: network.architecture, configuration: configuration, parameters: network.parameters,
      state: state, dataSize: dataSize)
  }

  private mutating func addElapsedTime() {
    let now = clock.now
    state.position.seconds += (now - lastInstant) / .seconds(1)
    lastInstant = now
  }

  private func progress() -> TrainingProgress {
    let position = state.position
    let seen = Double(max(1, position.seenCount))
    return TrainingProgress(
      epoch: position.epoch + 1, epochCount: configuration.epochs, step: position.step,
      stepCount: stepsPerEpoch, loss: position.lossSum / seen,
      accuracy: Double(position.correctCount) / seen, learningRate: position.learningRate,
      gradientNorm: position.gradientNorm)
  }

  /// The result of the training.
  func outcome(_ reason: TrainingOutcome.EndReason) -> TrainingOutcome {
    let last = classifier(resultParameters)
    return TrainingOutcome(
      best: state.bestParameters.map(classifier) ?? last, last: last, history: state.history,
      endReason: reason, checkpoint: checkpoint)
  }
}
