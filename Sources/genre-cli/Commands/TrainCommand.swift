import ArgumentParser
import GenreKit
import GenreReports
import GenreTraining

/// `genre-cli train`: trains a model on a data set.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model on genres of your own.",
    discussion: """
      The data is a folder with one folder of audio files per genre, a list of files, or a feature cache (genre-cli \
      features --cache), which avoids decoding the audio each time. Files that cannot be decoded are reported and left \
      out.

      The defaults are the baseline network (128, 64 and 32 units, layer normalisation between) and its training (Adam, \
      batches of 8, 30 epochs). The epoch with the lowest loss on the validation clips is kept, and the confidence is \
      calibrated on them. The same seed gives the same model.

      Examples:
        genre-cli train MyGenres/ --output mine.safetensors
        genre-cli train cache.safetensors --cell lstm --split lists:splits/ \\
          --output lstm.safetensors
        genre-cli train cache.safetensors --output mine.safetensors --resume
      """)

  @Argument(
    help:
      "Labelled clips: a folder of genre folders, a feature cache, or a CSV file with the columns file and label.",
    completion: .file())
  var data: String

  @Option(help: ArgumentHelp("Model file to write.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("Name of the model. (default: the file's name)", valueName: "name"))
  var name: String?

  @OptionGroup(title: "Network and training")
  var training: TrainingOptions

  @OptionGroup(title: "Features (of folders and lists; caches have their own)")
  var features: FeatureOptions

  @OptionGroup(title: "Split")
  var split: SplitOptions

  @Option(
    help: ArgumentHelp(
      "Additional clips to train on: a feature cache, and the number of times an epoch uses it. Repeatable.",
      valueName: "cache[:times]"))
  var also: [String] = []

  @Option(
    help: ArgumentHelp(
      "Further genre of the model, learnt from the clips of --also alone. Repeatable.", valueName: "genre"))
  var genre: [String] = []

  @Option(
    help: ArgumentHelp(
      "Label map of --also: a CSV file with the columns label and genres, as in pop_or_rock,pop;rock. A label without "
        + "genres is out of scope, which the model learns to recognise; ? marks clips without a label, for --teacher.",
      valueName: "file"))
  var map: String?

  @Option(
    help: ArgumentHelp(
      "Model whose weights the training starts from (fine-tuning), bundled or a file. Its layers, features and window "
        + "length are kept.", valueName: "model"))
  var startFrom: String?

  @Option(
    help: ArgumentHelp(
      "Soft targets of a teacher: the genre probabilities of another model for the clips, as CSV or safetensors.",
      valueName: "file"))
  var teacher: String?

  @Option(help: ArgumentHelp("Model card to write, in Markdown.", valueName: "file"))
  var card: String?

  @Flag(help: "Continue from the checkpoint beside the output.")
  var resume = false

  @OptionGroup
  var parallel: JobsOption

  func run() throws {
    var failures = FailureCount()
    let dataset = try Failure.exiting { () throws(GenreError) in
      try check()
      return try DatasetReader.read(
        data, requesting: features.request,
        of: training.recipe.configuration.features ?? FeatureConfiguration(),
        jobs: parallel.jobs, failures: &failures)
    }
    let outcome = try Failure.exiting { () throws(GenreError) in try train(on: dataset) }
    guard outcome.endReason != .stopped else {
      Console.writeError("stopped; run the same command with --resume to continue\n")
      throw ExitCode(130)
    }
    try Failure.exiting { () throws(GenreError) in try write(outcome) }
    outcome.warnings.forEach(Console.warn)
    Console.printShown(summary(outcome))
    try failures.exitIfAny()
  }

  /// Finds mistakes before hours of decoding and training: outputs that cannot be written or would take an input's place,
  /// numbers out of range, files that are not there.
  private func check() throws(GenreError) {
    let source = ClipSource(path: data)
    var inputs = [data, map, teacher].compactMap { $0 } + alsoParts.map(\.path)
    inputs += try split.method.files()
    if case .cache = source {} else { inputs += try GenreFolder(source).entries.map(\.path) }
    try OutputCheck.requireWritable(
      [output, card, CheckpointFile(ofTrainingTo: output, isResuming: false).path].compactMap { $0 },
      keeping: inputs)
    try GenreTrainer(configuration: training.configuration(name: modelName, threads: parallel.jobs))
      .validate()
    for (path, _) in alsoParts { _ = try GenreDataset(cache: path) }
    if let map { _ = try LabelMap(csv: map) }
    if let teacher { _ = try Teacher(contentsOf: teacher) }
  }

  private func train(on dataset: GenreDataset) throws(GenreError) -> GenreTrainer.Outcome {
    var configuration = training.configuration(name: modelName, threads: parallel.jobs)
    // What was asked for, or made of a folder for this recipe, is used as it is.
    if features.request != FeatureRequest() { configuration.features = nil }
    if let startFrom { configuration.begin(with: try GenreModel(ModelSource(argument: startFrom))) }
    let data = try split.method.divide(
      dataset, grid: configuration.grid, validationShare: split.validation, seed: training.seed
    ).adding(genres: genre)
    data.warnings.forEach(Console.warn)
    let supplements = try supplements(labels: data.dataset.labels)
    data.warnings(of: supplements).forEach(Console.warn)
    let teacher = try self.teacher.map { path throws(GenreError) in try Teacher(contentsOf: path) }
    if let teacher { data.warnings(of: teacher, supplements: supplements).forEach(Console.warn) }
    Console.writeError(
      "\(dataset.items.count) clips of \(data.dataset.labels.count) genres; \(data.split.summary): "
        + "\(data.split.training.count) to train on, \(data.split.validation.count) to validate\n")
    var progress = TrainingProgressLine()
    let interruption = Interruption()
    let outcome = try GenreTrainer(configuration: configuration).train(
      on: data.dataset, split: data.split, supplements: supplements, teacher: teacher,
      command: CommandLineText.current, checkpoint: checkpoint,
      onNetwork: { number in
        progress = TrainingProgressLine()
        Console.writeError("network \(number) of \(configuration.networkCount)\n")
      }
    ) { step in
      progress.show(step)
      return interruption.isRequested ? .checkpointAndStop : .continue
    }
    progress.finish()
    return outcome
  }

  private func supplements(labels: [String]) throws(GenreError) -> [SupplementaryClips] {
    let labelMap = try LabelMapReader.read(map, labels: labels)
    var supplements: [SupplementaryClips] = []
    for (path, times) in alsoParts {
      supplements.append(
        try SupplementaryClips(dataset: GenreDataset(cache: path), map: labelMap, times: times))
    }
    return supplements
  }

  /// The caches of --also, each with the number of times an epoch uses it.
  private var alsoParts: [(path: String, times: Int)] {
    also.map { argument in
      let parts = argument.split(separator: ":").map(String.init)
      guard parts.count > 1, let times = Int(parts[parts.count - 1]) else { return (argument, 1) }
      return (parts.dropLast().joined(separator: ":"), times)
    }
  }

  private var modelName: String {
    name ?? PathName.stem(of: output)
  }

  private var checkpoint: CheckpointFile {
    let file = CheckpointFile(ofTrainingTo: output, isResuming: resume)
    if resume, !file.isResuming {
      Console.warn("\(file.path): no checkpoint found; the training starts from the beginning")
    }
    if !resume, file.exists {
      Console.warn(
        "\(file.path): a checkpoint of an earlier run exists and will be replaced after the first epoch; press Ctrl-C now "
          + "and use --resume to continue it")
    }
    return file
  }

  private func write(_ outcome: GenreTrainer.Outcome) throws(GenreError) {
    try outcome.model.write(to: output)
    if let card { try ModelCard(outcome).write(to: card) }
    CheckpointFile(ofTrainingTo: output, isResuming: false).remove(networkCount: training.networks ?? 1)
  }

  private func summary(_ outcome: GenreTrainer.Outcome) -> String {
    let epoch = outcome.model.provenance?.epoch ?? 0
    guard let validation = outcome.validation else { return "\(output): epoch \(epoch)" }
    return
      "\(output): epoch \(epoch), \(validation.correct) of \(validation.answers.count) validation clips right"
  }
}
