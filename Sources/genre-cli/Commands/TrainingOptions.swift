import ArgumentParser
import GenreKit
import GenreTraining

/// The options of the network and its training.
struct TrainingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Defaults for network, features and training: baseline (recurrent, on MFCCs) or convolutional (on mel bands).",
      valueName: "name"))
  var recipe: TrainingRecipe = .baseline

  @Option(help: "Recurrent cell. \(RecipeDefault.text { $0.cell.rawValue })")
  var cell: RecurrentCellKind?

  @Option(
    help: ArgumentHelp(
      "Number of channels of each convolution layer: four numbers; convolutional recipe only. "
        + RecipeDefault.convolutional { $0.channelText },
      valueName: "numbers"),
    transform: { try fourNumbers($0, of: "--channels", example: "32,64,64,96") })
  var channels: [Int]?

  @Option(
    help: ArgumentHelp(
      "Number of frames averaged into one at the input; convolutional recipe only. "
        + RecipeDefault.convolutional { $0.network?.inputPooling ?? 1 },
      valueName: "frames"))
  var inputPooling: Int?

  @Option(
    help: ArgumentHelp(
      "Max-pooling size over time of each convolution layer: four numbers; convolutional recipe only. "
        + RecipeDefault.convolutional { $0.timePoolingText },
      valueName: "numbers"),
    transform: { try fourNumbers($0, of: "--time-pooling", example: "2,2,1,1") })
  var timePooling: [Int]?

  @Option(
    help:
      "Number of epochs (passes over the training clips). \(RecipeDefault.text { $0.training.epochs })"
  )
  var epochs: Int?

  @Option(help: "Batch size, in windows. \(RecipeDefault.text { $0.training.batchSize })")
  var batch: Int?

  @Option(help: "Learning rate of Adam. \(RecipeDefault.text { $0.training.learningRate })")
  var learningRate: Float?

  @Option(
    help:
      "Learning-rate schedule. \(RecipeDefault.text { ScheduleName($0.training.schedule).rawValue })"
  )
  var schedule: ScheduleName?

  @Option(
    help:
      "Weight decay; above 0, the optimiser is AdamW. \(RecipeDefault.text { $0.training.optimizer.weightDecay })"
  )
  var weightDecay: Float?

  @Option(help: "Dropout rate, 0 to 1. \(RecipeDefault.text { $0.network?.dropout ?? 0 })")
  var dropout: Float?

  @Option(
    help: ArgumentHelp(
      "Label smoothing: the fraction of each target spread evenly over all genres. "
        + RecipeDefault.text { $0.training.labelSmoothing }))
  var labelSmoothing: Float?

  @Option(
    help: ArgumentHelp(
      "Random gain and equaliser for each window, as a multiple of each coefficient's standard deviation. "
        + RecipeDefault.text { $0.augmentation.channel }))
  var channel: Float?

  @Option(
    help: ArgumentHelp(
      "Mixup: the largest fraction (0 to 0.5) of another window mixed into each window. "
        + RecipeDefault.text { $0.augmentation.mixing }))
  var mixing: Float?

  @OptionGroup
  var variation: VariationOptions

  @Option(
    help: ArgumentHelp(
      "Largest gradient norm (gradient clipping); 0 for no limit. "
        + RecipeDefault.text { $0.training.gradientClipNorm ?? 0 },
      valueName: "norm"))
  var clip: Float?

  @Option(
    help: ArgumentHelp(
      "Radius for sharpness-aware minimisation (SAM); doubles the training time. "
        + RecipeDefault.text { $0.training.sharpnessRadius },
      valueName: "radius"))
  var sharpness: Float?

  @Option(
    help: ArgumentHelp(
      "Number of epochs without improvement after which the training stops.", valueName: "epochs"))
  var patience: Int?

  @Option(help: "Epoch to keep. \(RecipeDefault.text { $0.training.selection.rawValue })")
  var selection: EpochSelection?

  @Option(
    help: ArgumentHelp(
      "Number of epochs from one validation to the next. "
        + RecipeDefault.text { $0.training.validationInterval }, valueName: "epochs")
  )
  var validateEvery: Int?

  @Option(
    help: ArgumentHelp(
      "Number of networks in the ensemble. \(RecipeDefault.text { $0.networkCount })",
      valueName: "N"))
  var networks: Int?

  @Option(
    help: ArgumentHelp(
      "Fraction of the loss (0 to 1) measured against --teacher; clips without a label use only the teacher. "
        + RecipeDefault.text { $0.teacherShare }, valueName: "fraction"))
  var teacherShare: Float?

  @Flag(help: "Weight the loss so that each genre counts the same, regardless of its number of clips.")
  var balance = false

  @Option(help: "Seed of the weights, the order of the clips and the split.")
  var seed: UInt64 = 1

  @Option(help: "Window length in seconds. \(RecipeDefault.text { $0.grid.duration })")
  var window: Double?

  @Option(help: "Target accuracy (0 to 1) of the answers that are not marked unsure; sets the threshold.")
  var precision = 0.8

  func validate() throws {
    guard (0...1).contains(precision) else {
      throw ValidationError("--precision must be 0 to 1, not \(precision)")
    }
    if let weightDecay, !(0...Float.greatestFiniteMagnitude).contains(weightDecay) {
      throw ValidationError("--weight-decay must be 0 or more, not \(weightDecay)")
    }
    guard recipe != .convolutional, let first = convolutionalNames.first else { return }
    throw ValidationError(
      "\(first) has no effect in the \(recipe.rawValue) recipe; leave it out, or add --recipe convolutional"
    )
  }

  /// The names of the given options that affect only the convolutional recipe.
  private var convolutionalNames: [String] {
    var names: [String] = []
    if channels != nil { names.append("--channels") }
    if inputPooling != nil { names.append("--input-pooling") }
    if timePooling != nil { names.append("--time-pooling") }
    return names + variation.givenNames
  }

  /// The kit's configuration.
  func configuration(name: String, threads: Int?) -> GenreTrainer.Configuration {
    var configuration = recipe.configuration
    configuration.name = name
    if let cell { configuration.setCell(cell) }
    if let channels { configuration.setChannels(channels) }
    configuration.setPooling(frames: inputPooling, steps: timePooling)
    if let dropout { configuration.setDropout(dropout) }
    if let window { configuration.grid = SegmentGrid(duration: window) }
    if let channel { configuration.augmentation.channel = channel }
    if let mixing { configuration.augmentation.mixing = mixing }
    variation.apply(to: &configuration)
    configuration.precisionWhenSure = precision
    configuration.balancesGenres = balance
    configuration.teacherShare = teacherShare ?? configuration.teacherShare
    configuration.networkCount = networks ?? configuration.networkCount
    change(&configuration.training, threads: threads)
    return configuration
  }

  private func change(_ training: inout TrainerConfiguration, threads: Int?) {
    training.epochs = epochs ?? training.epochs
    training.batchSize = batch ?? training.batchSize
    training.learningRate = learningRate ?? training.learningRate
    training.schedule = schedule?.schedule ?? training.schedule
    training.labelSmoothing = labelSmoothing ?? training.labelSmoothing
    if let clip { training.gradientClipNorm = clip == 0 ? nil : clip }
    training.sharpnessRadius = sharpness ?? training.sharpnessRadius
    training.patience = patience
    training.selection = selection ?? training.selection
    training.validationInterval = validateEvery ?? training.validationInterval
    training.seed = seed
    training.threadCount = threads
    if let weightDecay { training.optimizer = weightDecay > 0 ? .adamW(weightDecay: weightDecay) : .adam }
  }
}

private func fourNumbers(_ text: String, of option: String, example: String) throws -> [Int] {
  let words = text.split(separator: ",", omittingEmptySubsequences: false)
  let numbers = words.compactMap { Int($0) }
  guard words.count == 4, numbers.count == 4 else {
    throw ValidationError("\(option) takes four numbers, as in \(example)")
  }
  return numbers
}

extension RecurrentCellKind: ExpressibleByArgument {}
extension EpochSelection: ExpressibleByArgument {}

extension TrainingRecipe: ExpressibleByArgument {
  /// Reads a recipe's name; `readme` is the old name of the baseline.
  public init?(argument: String) {
    self.init(rawValue: argument == "readme" ? Self.baseline.rawValue : argument)
  }
}
