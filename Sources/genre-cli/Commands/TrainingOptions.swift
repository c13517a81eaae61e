import ArgumentParser
import GenreKit

/// The options that say what is trained and how.
struct TrainingOptions: ParsableArguments {
  @Option(help: "The recurrent cell.")
  var cell: RecurrentCellKind = .gru

  @Option(help: "How often all clips are gone through.")
  var epochs = 30

  @Option(help: "Windows a step.")
  var batch = 8

  @Option(help: "The learning rate of Adam.")
  var learningRate: Float = 1e-3

  @Option(help: "How the learning rate changes.")
  var schedule: ScheduleName = .constant

  @Option(help: "Weight decay; above 0 the optimiser is AdamW.")
  var weightDecay: Float = 0

  @Option(help: "The share of each layer's outputs that is left out in training.")
  var dropout: Float = 0

  @Option(help: "The share of each target that is spread over all genres.")
  var labelSmoothing: Float = 0

  @Option(help: "Add a random gain and equaliser to each window, of so many deviations of each coefficient.")
  var channel: Float = 0

  @Option(help: "Mix up to this share of another window into each, from 0 to 0.5.")
  var mixing: Float = 0

  @Option(help: ArgumentHelp("Scale gradients down to this norm.", valueName: "norm"))
  var clip: Float?

  @Option(help: ArgumentHelp("Stop after so many epochs without improvement.", valueName: "epochs"))
  var patience: Int?

  @Option(help: "Which epoch is kept.")
  var selection: EpochSelection = .highestValidationAccuracy

  @Flag(help: "Let each genre count alike in the loss, however many clips it has.")
  var balance = false

  @Option(help: "The seed of weights, order and split.")
  var seed: UInt64 = 1

  @Option(help: "The length of a window in seconds.")
  var window = 3.0

  @Option(help: "How often, from 0 to 1, the model should be right when it does not say that it is unsure.")
  var precision = 0.8

  /// The kit's configuration.
  func configuration(name: String, threads: Int?) -> GenreTrainer.Configuration {
    var network = Architecture.readme(cell: cell, classCount: 1)
    for index in network.layers.indices { network.layers[index].dropout = dropout }
    var training = TrainerConfiguration()
    training.epochs = epochs
    training.batchSize = batch
    training.learningRate = learningRate
    training.schedule = schedule.schedule
    training.optimizer = weightDecay > 0 ? .adamW(weightDecay: weightDecay) : .adam
    training.labelSmoothing = labelSmoothing
    training.gradientClipNorm = clip
    training.patience = patience
    training.selection = selection
    training.seed = seed
    training.threadCount = threads
    var configuration = GenreTrainer.Configuration(
      name: name, cell: cell, network: network, grid: SegmentGrid(duration: window),
      precisionWhenSure: precision,
      augmentation: FeatureAugmentation(channel: channel, mixing: mixing),
      training: training)
    configuration.balancesGenres = balance
    return configuration
  }
}

/// The schedules that have a name.
enum ScheduleName: String, ExpressibleByArgument, CaseIterable {
  case constant, cosine, onecycle

  var schedule: LearningRateSchedule {
    switch self {
    case .constant: .constant
    case .cosine: .cosine
    case .onecycle: .oneCycle
    }
  }
}

extension RecurrentCellKind: ExpressibleByArgument {}
extension EpochSelection: ExpressibleByArgument {}
