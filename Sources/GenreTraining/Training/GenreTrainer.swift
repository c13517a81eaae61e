import GRUNet
import GenreKit

/// Trains a genre model: standardises, cuts windows, trains, picks the epoch by clips, and calibrates.
public struct GenreTrainer: Sendable {
  /// The configuration of the training.
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
  ///   - supplements: More clips to train on, whose labels may be sets of genres, or none.
  ///   - teacher: What another model says of the clips, to learn from beside their labels; nil for the labels alone.
  ///   - command: The command that makes this model again, for its provenance; empty where there is none.
  ///   - checkpoint: Where to keep the state after every epoch and when the training is stopped, and whether to go on
  ///     from it; nil to keep none.
  ///   - onNetwork: Told which of the networks is trained next, from 1, where there are several.
  ///   - onProgress: Told after every step and epoch; says whether to go on.
  /// - Returns: The model as far as it came; ``Outcome/endReason`` says whether the training was stopped, or its task
  ///   cancelled, before its end.
  /// - Throws: ``GenreError``: `invalidData`, `invalidArgument`, `notFound` and `unreadable` for a checkpoint,
  ///   `unwritable`, `trainingFailed`.
  public func train(
    on dataset: GenreDataset, split: DatasetSplit, supplements: [SupplementaryClips] = [],
    teacher: Teacher? = nil, command: String = "",
    checkpoint: CheckpointFile? = nil, onNetwork: (Int) -> Void = { _ in },
    onProgress: (TrainingProgress) -> TrainingControl = { _ in .continue }
  ) throws(GenreError) -> Outcome {
    try validate()
    let features = configuration.features ?? dataset.features
    try configuration.grid.validate(for: features)
    let dataset = try dataset.converted(to: features)
    var converted: [SupplementaryClips] = []
    for supplement in supplements { converted.append(try supplement.converted(to: features)) }
    try requireMemory(for: features)
    let material = try TrainingMaterial(
      dataset, split: split, supplements: converted, teacher: teacher, configuration: configuration)
    var outcomes: [TrainingOutcome] = []
    for index in 0..<configuration.networkCount {
      if configuration.networkCount > 1 { onNetwork(index + 1) }
      outcomes.append(
        try train(
          index, on: material, features: features, checkpoint: checkpoint?.ofNetwork(index),
          onProgress: onProgress))
      guard outcomes[index].endReason == .completed || outcomes[index].endReason == .noImprovement else {
        break
      }
    }
    var outcome = try finish(outcomes, material: material, dataset: dataset, split: split, command: command)
    outcome.note(supplements, teacher: teacher)
    return outcome
  }

  /// Checks, before anything is read, what does not depend on the data.
  ///
  /// - Throws: ``GenreError`` with code `invalidArgument`.
  public func validate() throws(GenreError) {
    try configuration.validate()
    try configuration.training.check()
  }

  /// A network that cannot be used need not be trained.
  private func requireMemory(for features: FeatureConfiguration) throws(GenreError) {
    let architecture = configuration.architecture(inputSize: features.coefficientCount, classCount: 2)
    guard architecture.fitsMemory(stepCount: configuration.grid.frameCount(frameRate: features.frameRate))
    else {
      throw GenreError(
        .invalidArgument,
        "the network needs too much memory for a window; choose shorter windows or fewer channels")
    }
  }

  /// Trains one of the networks.
  private func train(
    _ index: Int, on material: TrainingMaterial, features: FeatureConfiguration, checkpoint: CheckpointFile?,
    onProgress: (TrainingProgress) -> TrainingControl
  ) throws(GenreError) -> TrainingOutcome {
    let architecture = configuration.architecture(
      inputSize: features.coefficientCount, classCount: material.training.classCount)
    var training = trainerConfiguration(for: material)
    training.seed &+= UInt64(index)
    let network = try network(index, architecture: architecture, labels: material.labels, seed: training.seed)
    let resumed = try checkpoint?.read()
    // What an older training left of its further networks is none of this one's.
    if index == 0, resumed == nil { checkpoint?.removeFurther() }
    try checkpoint?.requireSpace(for: network.parameters.layout.count)
    var unwritten: SafetensorsError?
    // A training that starts from the beginning must have come further than nowhere before it takes the place of an
    // older one.
    let isOlderThere = resumed == nil && checkpoint?.exists == true
    let keep = checkpoint.map { file in
      { (state: TrainingCheckpoint) throws in
        if isOlderThere, state.epoch == 0 { return }
        do throws(SafetensorsError) { try file.write(state) } catch {
          unwritten = error
          throw error
        }
      }
    }
    do throws(GenreError) {
      return try Trainer(configuration: training).outcome(
        of: network, on: material.training, validation: material.validation, resuming: resumed,
        from: checkpoint?.path, onProgress: onProgress, augment: augmenting(material, features: features),
        onCheckpoint: keep)
    } catch {
      throw unwritten.map { GenreError($0) } ?? error
    }
  }

  /// A network as it is before the first step: random, or with the parameters of the model to begin with.
  private func network(
    _ index: Int, architecture: Architecture, labels: [String], seed: UInt64
  ) throws(GenreError) -> SequenceClassifier {
    guard let start = configuration.start else {
      return try SequenceClassifier.initialized(architecture: architecture, seed: seed)
    }
    // The class after the genres, where both have one, is what is none of them.
    let none = start.hasOutOfScope ? start.labels.count : nil
    let classes = (0..<architecture.classCount).map { output in
      output < labels.count ? start.labels.firstIndex(of: labels[output]) : none
    }
    return try SequenceClassifier.initialized(
      from: start.networks[index % start.networks.count], architecture: architecture, classes: classes,
      seed: seed)
  }

  /// The function that changes each batch; nil where nothing does, so that no random numbers are drawn.
  private func augmenting(
    _ material: TrainingMaterial, features: FeatureConfiguration
  ) -> ((inout TrainingBatch, inout RandomGenerator) -> Void)? {
    let augmentation = configuration.augmentation
    guard let crops = configuration.crops else {
      return augmentation.isIdentity ? nil : { augmentation.apply(to: &$0, using: &$1) }
    }
    let training = CropTraining(
      augmentation: crops, frameCount: configuration.grid.frameCount(frameRate: features.frameRate),
      standardization: material.standardization)
    return {
      training.apply(to: &$0, using: &$1)
      augmentation.apply(to: &$0, using: &$1)
    }
  }

  private func trainerConfiguration(for material: TrainingMaterial) -> Trainer.Configuration {
    var training = configuration.training
    training.averagesGroups = configuration.validatesByClip
    training.augmentation = configuration.augmentationText
    if material.validation == nil { training.selection = .last }
    if configuration.balancesGenres { training.classWeights = material.balancedWeights }
    return training
  }

  /// Puts the best networks together with all that they need, and calibrates them.
  private func finish(
    _ outcomes: [TrainingOutcome], material: TrainingMaterial, dataset: GenreDataset, split: DatasetSplit,
    command: String
  ) throws(GenreError) -> Outcome {
    let history = outcomes[0].history
    let endReason = outcomes.last?.endReason ?? .completed
    let provenance = Provenance(
      data: dataset.source, split: split.summary,
      clipCounts: [split.training, split.validation].map(dataset.recordingCount),
      seed: configuration.training.seed, epoch: history.bestEpoch ?? history.epochs.count,
      command: command, history: history)
    var model = try model(outcomes.map(\.best), material, dataset)
    model.provenance = provenance
    var validation: Evaluation?
    // A cancelled task can hear nothing more; its model keeps the calibration of one that nobody asked.
    if !split.validation.isEmpty, endReason != .cancelled {
      let clips = try model.scores(
        of: dataset, indices: split.validation, jobs: configuration.training.threadCount)
      model.calibration = .fitted(to: clips, precision: configuration.precisionWhenSure)
      validation = Evaluation(clips, labels: model.labels, calibration: model.calibration)
      model.provenance?.validationAccuracy = validation?.accuracy
    }
    var last = try self.model(outcomes.map(\.last), material, dataset)
    last.calibration = model.calibration
    return Outcome(
      model: model, last: last, validation: validation,
      endReason: endReason)
  }

  private func model(
    _ networks: [SequenceClassifier], _ material: TrainingMaterial, _ dataset: GenreDataset
  ) throws(GenreError) -> GenreModel {
    try GenreModel(
      name: configuration.name, labels: dataset.labels, features: dataset.features, grid: configuration.grid,
      standardization: material.standardization, networks: networks,
      rejectsOutOfScope: material.hasOutOfScope)
  }
}
