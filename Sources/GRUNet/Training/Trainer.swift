/// Trains a classifier on labelled sequences.
///
/// A training is a function of the network's parameters, the data and the configuration: one seed gives one result
/// on any number of threads, and a training that was stopped at any step goes on from its checkpoint bit for bit as
/// if nothing had happened. Work is synchronous; cancelling the surrounding task ends it after the step in hand.
public struct Trainer: Sendable {
  /// The configuration of the training.
  public var configuration: Configuration

  /// Creates a trainer.
  public init(configuration: Configuration = Configuration()) {
    self.configuration = configuration
  }

  /// Trains a network.
  ///
  /// - Parameters:
  ///   - network: where to begin; when resuming, only its architecture counts.
  ///   - training: what to train on.
  ///   - validation: what to measure on after every epoch; nil keeps the last epoch's parameters.
  ///   - checkpoint: where to go on from; nil to begin anew.
  ///   - onProgress: told after every step and every epoch; says whether to go on.
  ///   - augment: changes each batch before its step (noise, gain, masks, mixtures). All chance must come from the
  ///     generator, which is another one for every step and the same whenever that step is taken.
  ///   - validate: measures a network after every epoch instead of the loss and accuracy on `validation`, which may
  ///     then be nil.
  ///   - onCheckpoint: gets a checkpoint after every epoch, and when training is stopped or cancelled.
  /// - Returns: the best and the last network, the figures of every epoch, and a checkpoint to go on from.
  /// - Throws: ``TrainingError``; the loss ceasing to be a number names the epoch and the step.
  public func train(
    _ network: SequenceClassifier, on training: LabelledSequences, validation: LabelledSequences? = nil,
    resuming checkpoint: TrainingCheckpoint? = nil,
    onProgress: (TrainingProgress) -> TrainingControl = { _ in .continue },
    augment: ((inout TrainingBatch, inout RandomGenerator) -> Void)? = nil,
    validate: ((SequenceClassifier) throws -> ValidationMetrics)? = nil,
    onCheckpoint: ((TrainingCheckpoint) throws -> Void)? = nil
  ) throws(TrainingError) -> TrainingOutcome {
    try check(training, for: network, name: "training")
    if let validation { try check(validation, for: network, name: "validation") }
    let hasValidation = validation != nil || validate != nil
    try configuration.validate(classCount: training.classCount, hasValidation: hasValidation)
    let dataSize = TrainingCheckpoint.DataSize(training, validation: validation)
    try checkpoint?.validate(
      architecture: network.architecture, configuration: configuration, data: dataSize)
    var run = TrainingRun(
      configuration: configuration, network: network, training: training, dataSize: dataSize,
      checkpoint: checkpoint)
    run.measure = measure(validation: validation, validate: validate)
    run.augment = augment
    run.onCheckpoint = onCheckpoint
    let reason = try run.run(onProgress: onProgress)
    return run.outcome(reason)
  }

  /// How to validate, whoever does it; nil without validation.
  private func measure(
    validation: LabelledSequences?, validate: ((SequenceClassifier) throws -> ValidationMetrics)?
  ) -> ((SequenceClassifier) throws -> ValidationMetrics)? {
    if let validate { return validate }
    let configuration = configuration
    return validation.map { data in
      { network in
        try network.metrics(
          on: data, averagingGroups: configuration.averagesGroups,
          workspace: Workspace(threadCount: configuration.workerCount))
      }
    }
  }

  private func check(
    _ data: LabelledSequences, for network: SequenceClassifier, name: String
  ) throws(TrainingError) {
    guard !data.isEmpty else { throw TrainingError(.invalidData, "the \(name) set is empty") }
    let architecture = network.architecture
    guard data.featureCount == architecture.inputSize, data.classCount == architecture.classCount else {
      throw TrainingError(
        .invalidData,
        "the \(name) set has \(data.featureCount) features and \(data.classCount) classes, but the network "
          + "\(architecture.inputSize) and \(architecture.classCount)")
    }
  }
}
