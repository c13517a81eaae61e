import ArgumentParser
import GenreKit

/// `genre-cli evaluate`: what a model is worth on clips whose genre is known.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Say what a model is worth on clips whose genre is known.",
    discussion: """
      The clips are a folder of genre folders, a feature cache, or a CSV file of audio files with the columns file
      and label. A mapping, a CSV file with the columns label and genres, says which genres are right for a label
      that the model does not have, as in pop_or_rock,pop;rock;metal;disco.

      Examples:
        genre-cli evaluate gru --data labels.csv --map map.csv
        genre-cli evaluate mine.safetensors --data cache.safetensors --split lists:splits/ --side validation
      """)

  @Argument(
    help: ArgumentHelp(
      "A bundled model (\(GenreModel.bundledNames.joined(separator: ", "))) or the path of a model file.",
      valueName: "name|path"),
    completion: .file())
  var model: String

  @Option(help: ArgumentHelp("A folder of genre folders, a feature cache, or a CSV file.", valueName: "path"))
  var data: String

  @Option(
    help: ArgumentHelp("Which genres are right for a label, for a CSV file or a folder.", valueName: "file"))
  var map: String?

  @Option(
    name: .customLong("split"),
    help: ArgumentHelp(
      "Score one side of a split of a cache: track, lists:FOLDER or artist:CSV.", valueName: "method"))
  var split: SplitMethod?

  @Option(help: "The side: \(DatasetSplit.Side.allValueStrings.joined(separator: ", ")).")
  var side: DatasetSplit.Side = .test

  @Option(help: "The seed of the split.")
  var seed: UInt64 = 1

  @Option(help: "How to print: text (Markdown), or csv for an answer a line.")
  var format: EvaluationFormat = .text

  @Option(help: ArgumentHelp("Clips heard side by side; by default one a core.", valueName: "N"))
  var jobs: Int?

  func run() throws {
    var failures = FailureCount()
    let evaluation = try Failure.exiting { () throws(GenreError) in
      let model = try GenreModel(ModelSource(argument: model))
      let clips = try clips(heardBy: model, failures: &failures)
      return Evaluation(clips, labels: model.labels, calibration: model.calibration)
    }
    switch format {
    case .text: print(EvaluationReport(evaluation).markdown, terminator: "")
    case .csv: print(EvaluationCSV(evaluation).text, terminator: "")
    }
    try failures.exitIfAny()
  }

  private func clips(heardBy model: GenreModel, failures: inout FailureCount) throws(GenreError)
    -> [ScoredClip]
  {
    guard data.hasSuffix(".safetensors") else { return try heardFiles(model, failures: &failures) }
    let dataset = try GenreDataset(at: data)
    guard let split else {
      return try model.scores(of: dataset, indices: Array(dataset.items.indices), jobs: jobs)
    }
    let data = try split.divide(dataset, grid: model.grid, validationShare: 0.2, seed: seed)
    return try model.scores(of: data.dataset, indices: data.split[side], jobs: jobs)
  }

  private func heardFiles(_ model: GenreModel, failures: inout FailureCount) throws(GenreError)
    -> [ScoredClip]
  {
    let files = try LabelledFiles(at: data)
    let labelMap = try map.map { path throws(GenreError) in try LabelMap(csv: path) } ?? LabelMap()
    var progress = ProgressLine(total: files.entries.count, unit: "files")
    let clips = try GenreClassifier(model: model).scores(of: files, map: labelMap, jobs: jobs) {
      entry, error in
      progress.clear()
      failures.note(error)
      progress.advance(note: entry.label)
    }
    progress.clear()
    return clips
  }
}

/// How `evaluate` prints.
enum EvaluationFormat: String, ExpressibleByArgument, CaseIterable {
  /// Figures and tables in Markdown.
  case text
  /// An answer a line.
  case csv
}

extension DatasetSplit.Side: ExpressibleByArgument {}
