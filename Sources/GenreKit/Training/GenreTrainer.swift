import GRUNet

/// Trains a genre model: standardises, cuts windows, trains, picks the epoch by clips, and calibrates.
public struct GenreTrainer: Sendable {
  /// How to train.
  public var configuration: Configuration

  /// Creates a trainer.
  public init(configuration: Configuration = Configuration()) {
    self.configuration = configuration
  }

  /// Trains a model on one side of a split and chooses its epoch and calibration by the other.
  ///
  /// The epoch is judged by clips: the log probabilities of a clip's windows are averaged, as in use. One seed gives
  /// one model, on any number of threads.
  /// - Parameters:
  ///   - dataset: The clips.
  ///   - split: Its sides. With an empty validation side the last epoch is kept, and nothing is calibrated.
  ///   - command: The command that makes this model again, for its provenance.
  ///   - checkpoint: Where to keep the state after every epoch and when the training is stopped, and whether to go on
  ///     from it; nil to keep none.
  ///   - onProgress: Told after every step and epoch; says whether to go on.
  /// - Throws: ``GenreError``: `invalidData`, `invalidArgument`, `unwritable`, `trainingFailed`, `cancelled`.
  public func train(
    on dataset: GenreDataset, split: DatasetSplit, command: String, checkpoint: CheckpointFile? = nil,
    onProgress: (TrainingProgress) -> TrainingControl = { _ in .continue }
  ) throws(GenreError) -> Outcome {
    try configuration.augmentation.validate()
    let material = try TrainingMaterial(dataset, split: split, grid: configuration.grid)
    let architecture = configuration.architecture(
      inputSize: dataset.features.coefficientCount, classCount: dataset.labels.count)
    let network = try GenreError.translating { () throws(NetworkError) in
      try SequenceClassifier(architecture: architecture, seed: configuration.training.seed)
    }
    let resumed = try checkpoint?.read()
    try checkpoint?.requireSpace(for: network.parameters.layout.count)
    let outcome = try translating(checkpoint) { () throws(TrainingError) in
      try Trainer(configuration: trainerConfiguration(for: material)).train(
        network, on: material.training, validation: material.validation, resuming: resumed,
        onProgress: onProgress,
        augment: augmenting, onCheckpoint: checkpoint.map { file in { state in try file.write(state) } })
    }
    return try finish(outcome, material: material, dataset: dataset, split: split, command: command)
  }

  /// An error of training in the facade's words; what is wrong with a checkpoint names its file.
  private func translating<Value>(
    _ checkpoint: CheckpointFile?, _ work: () throws(TrainingError) -> Value
  ) throws(GenreError) -> Value {
    do throws(TrainingError) {
      return try work()
    } catch {
      let path = error.code == .invalidCheckpoint ? checkpoint?.path : nil
      let translated = GenreError(error)
      throw GenreError(translated.code, translated.message, path: path)
    }
  }

  /// What changes each batch; nil where nothing does, so that no chance is drawn.
  private var augmenting: ((inout TrainingBatch, inout RandomGenerator) -> Void)? {
    let augmentation = configuration.augmentation
    guard !augmentation.isIdentity else { return nil }
    return { augmentation.apply(to: &$0, using: &$1) }
  }

  private func trainerConfiguration(for material: TrainingMaterial) -> Trainer.Configuration {
    var training = configuration.training
    training.averagesGroups = configuration.validatesByClip
    if material.validation == nil { training.selection = .last }
    if configuration.balancesGenres { training.classWeights = material.balancedWeights }
    return training
  }

  /// Puts the best network together with all that it needs, and calibrates it.
  private func finish(
    _ outcome: TrainingOutcome, material: TrainingMaterial, dataset: GenreDataset, split: DatasetSplit,
    command: String
  ) throws(GenreError) -> Outcome {
    let provenance = Provenance(
      data: dataset.source, split: split.summary, clipCounts: [split.training.count, split.validation.count],
      seed: configuration.training.seed, epoch: outcome.history.bestEpoch ?? outcome.history.epochs.count,
      command: command, history: outcome.history)
    var model = try GenreModel(
      name: configuration.name, labels: dataset.labels, features: dataset.features, grid: configuration.grid,
      standardization: material.standardization, network: outcome.best, provenance: provenance)
    var validation: Evaluation?
    if !split.validation.isEmpty {
      let clips = try model.scores(
        of: dataset, indices: split.validation, jobs: configuration.training.threadCount)
      model.calibration = .fitted(to: clips, precision: configuration.precisionWhenSure)
      validation = Evaluation(clips, labels: model.labels, calibration: model.calibration)
      model.provenance?.validationAccuracy = validation?.accuracy
    }
    let last = try GenreModel(
      name: model.name, labels: model.labels, features: model.features, grid: model.grid,
      standardization: model.standardization, network: outcome.last, calibration: model.calibration)
    return Outcome(model: model, last: last, validation: validation, endReason: outcome.endReason)
  }
}
