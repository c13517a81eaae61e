/// A training at one moment, whole: from it training goes on bit for bit as if it had never stopped.
///
/// It holds the parameters, the optimiser's moments, the averaged and the best parameters, the position and the
/// figures so far, and the configuration. What it does not hold is the data, which must be the same again.
public struct TrainingCheckpoint: Sendable, Hashable {
  /// The size and content of the training set, and the content of the validation set, to notice others.
  struct DataSize: Codable, Sendable, Hashable {
    var sequences: Int
    var steps: Int
    var features: Int
    var classes: Int
    /// A checksum of all values, weights and targets.
    var fingerprint: UInt64
    /// That of the validation set; nil without one.
    var validation: UInt64?

    init(_ data: LabelledSequences, validation: LabelledSequences?) {
      self.validation = validation?.fingerprint
      sequences = data.count
      steps = (0..<data.count).reduce(0) { $0 + data.stepCount(of: $1) }
      features = data.featureCount
      classes = data.classCount
      fingerprint = data.fingerprint
    }
  }

  /// The network that is being trained.
  public let architecture: Architecture
  /// The configuration of the training.
  public let configuration: Trainer.Configuration
  /// The parameters after the last step.
  public let parameters: ParameterSet
  let state: TrainingState
  let dataSize: DataSize

  init(
    architecture: Architecture, configuration: Trainer.Configuration, parameters: ParameterSet,
    state: TrainingState, dataSize: DataSize
  ) {
    self.architecture = architecture
    self.configuration = configuration
    self.parameters = parameters
    self.state = state
    self.dataSize = dataSize
  }

  /// The epochs that are done.
  public var epoch: Int { state.position.epoch }

  /// The steps that are done of the epoch in progress.
  public var step: Int { state.position.step }

  /// The figures of the epochs that are done.
  public var history: TrainingHistory { state.history }

  /// Throws unless a training of this network, configuration and data can go on from here.
  func validate(
    architecture: Architecture, configuration: Trainer.Configuration, data: DataSize
  ) throws(TrainingError) {
    guard architecture == self.architecture else {
      throw TrainingError(
        .invalidCheckpoint,
        "the checkpoint belongs to another network; repeat its options and data, or start from the beginning")
    }
    guard configuration.canResume(self.configuration) else {
      throw TrainingError(
        .invalidCheckpoint,
        "the checkpoint was made with another configuration, and only epochs, patience and threads may change; repeat "
          + "it, or start from the beginning")
    }
    guard data == dataSize else {
      throw TrainingError(
        .invalidCheckpoint,
        "the checkpoint was made with other data; use the same data and split, or start from the beginning")
    }
  }
}
