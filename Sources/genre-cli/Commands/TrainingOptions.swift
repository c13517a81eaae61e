import ArgumentParser
import GenreKit
import GenreTraining

/// The options that say what is trained and how.
struct TrainingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What is trained and how, where no other option says otherwise: readme, or convolutional for mel bands.",
      valueName: "name"))
  var recipe: TrainingRecipe = .readme

  @Option(help: "The recurrent cell.")
  var cell: RecurrentCellKind?

  @Option(
    help: ArgumentHelp(
      "The channels of the convolution layers, for the convolutional recipe: four numbers. (default: 32,64,64,96)",
      valueName: "numbers"),
    transform: { try fourNumbers($0, of: "--channels", example: "32,64,64,96") })
  var channels: [Int]?

  @Option(
    help: ArgumentHelp(
      "Frames averaged into one at the input, for the convolutional recipe. (default: 4)", valueName: "frames"
    ))
  var inputPooling: Int?

  @Option(
    help: ArgumentHelp(
      "The steps of which each convolution layer keeps the largest: four numbers. (default: 1,2,1,1)",
      valueName: "numbers"),
    transform: { try fourNumbers($0, of: "--time-pooling", example: "2,2,1,1") })
  var timePooling: [Int]?

  @Option(help: "How often all clips are gone through. (default: 30, convolutional 150)")
  var epochs: Int?

  @Option(help: "Windows a step. (default: 8, convolutional 16)")
  var batch: Int?

  @Option(help: "The learning rate of Adam. (default: 0.001, convolutional 0.002)")
  var learningRate: Float?

  @Option(help: "How the learning rate changes. (default: constant, convolutional onecycle)")
  var schedule: ScheduleName?

  @Option(help: "Weight decay; above 0 the optimiser is AdamW. (default: 0, convolutional 0.05)")
  var weightDecay: Float?

  @Option(
    help: "The share of each layer's outputs that is left out in training. (default: 0, convolutional 0.3)")
  var dropout: Float?

  @Option(help: "The share of each target that is spread over all genres. (default: 0, convolutional 0.1)")
  var labelSmoothing: Float?

  @Option(help: "Add a random gain and equaliser to each window, of so many deviations of each coefficient.")
  var channel: Float?

  @Option(
    help: "Mix up to this share of another window into each, from 0 to 0.5. (default: 0)")
  var mixing: Float?

  @OptionGroup
  var variation: VariationOptions

  @Option(
    help: ArgumentHelp(
      "Scale gradients down to this norm; 0 for none. (default: 0, convolutional 5)", valueName: "norm"))
  var clip: Float?

  @Option(
    help: ArgumentHelp(
      "Step by the gradient where the loss is highest within so far of the weights (sharpness-aware minimisation), "
        + "in twice the time. (default: 0)", valueName: "radius"))
  var sharpness: Float?

  @Option(help: ArgumentHelp("Stop after so many epochs without improvement.", valueName: "epochs"))
  var patience: Int?

  @Option(help: "Which epoch is kept. (default: lowestValidationLoss, convolutional last)")
  var selection: EpochSelection?

  @Option(help: ArgumentHelp("Validate after every so many epochs.", valueName: "epochs"))
  var validateEvery: Int?

  @Option(
    help: ArgumentHelp("Train so many networks, whose answers are averaged. (default: 1)", valueName: "N"))
  var networks: Int?

  @Option(
    help:
      "Fraction of the loss measured against --teacher, 0 to 1; clips without a label use it alone. (default: 0.5)"
  )
  var teacherShare: Float?

  @Flag(help: "Let each genre count alike in the loss, however many clips it has.")
  var balance = false

  @Option(help: "The seed of weights, order and split.")
  var seed: UInt64 = 1

  @Option(help: "The length of a window in seconds. (default: 3, convolutional 10)")
  var window: Double?

  @Option(help: "How often, from 0 to 1, the model should be right when it does not say that it is unsure.")
  var precision = 0.8

  func validate() throws {
    guard (0...1).contains(precision) else {
      throw ValidationError("--precision must be 0 to 1, not \(precision).")
    }
    if let weightDecay, !(0...Float.greatestFiniteMagnitude).contains(weightDecay) {
      throw ValidationError("--weight-decay must be 0 or more, not \(weightDecay).")
    }
    guard recipe != .convolutional, let first = convolutionalNames.first else { return }
    throw ValidationError(
      "\(first) changes nothing in the \(recipe.rawValue) recipe; leave it out, or add --recipe convolutional."
    )
  }

  /// The names of the options given that only the convolutional recipe has a use for.
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
    throw ValidationError("\(option) takes four numbers, as in \(example).")
  }
  return numbers
}

extension RecurrentCellKind: ExpressibleByArgument {}
extension EpochSelection: ExpressibleByArgument {}
extension TrainingRecipe: ExpressibleByArgument {}
