import ArgumentParser
import GenreKit
import GenreReports
import GenreTraining

/// `genre-cli evaluate`: what a model is worth on clips whose genre is known.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Say what a model is worth on clips whose genre is known.",
    discussion: """
      The clips are a folder of genre folders, a feature cache, or a CSV file of audio files with the columns file \
      and label. A mapping, a CSV file with the columns label and genres, says which genres are right for a label \
      that the model does not have, as in pop_or_rock,pop;rock;metal;disco. No genres mean none of them (speech, noise, \
      other music): of these the figure is how often the model is unsure.

      Figures are by clip and by segment, with 95 % intervals (Wilson). With --split, shares and seed should be those \
      of the training: compare sets 0.2 apart to test on and 0.16 to validate, train 0.2 to validate.

      With --robustness each audio file (its first two minutes) is heard as it is and again 20 dB softer, as MP3 at 32 \
      kbit/s, at 8 kHz, in mono, through an equaliser that tilts by 6 dB either way, under noise 20 dB below it, and \
      half a tone higher and lower (pitch and tempo together); the figures are how many answers differ then, and what \
      they are worth.

      Examples:
        genre-cli evaluate gru --data labels.csv --map map.csv
        genre-cli evaluate mine.safetensors --data cache.safetensors \\
          --split lists:splits/ --side validation
        genre-cli evaluate gru --data MyGenres/ --format html > gru.html
        genre-cli evaluate gru --data labels.csv --map map.csv --robustness
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
    help: ArgumentHelp("Which genres are right for a label of the data.", valueName: "file"))
  var map: String?

  @Option(
    name: .customLong("split"),
    help: ArgumentHelp(
      "Score one side of a split of the data: segment, track, lists:FOLDER or artist:CSV.",
      valueName: "method"
    ))
  var split: SplitMethod?

  @Option(help: "The side of the split. (default: test)")
  var side: DatasetSplit.Side?

  private var chosenSide: DatasetSplit.Side { side ?? .test }

  @Option(help: "The seed of the split, and of the noise of --robustness.")
  var seed: UInt64 = 1

  @Option(help: "The share of the validation side, where the split leaves it open.")
  var validation = 0.2

  @Option(help: "The share of the test side, likewise.")
  var test = 0.0

  @Flag(help: "Change each audio file in nine ways, and say how many answers hold.")
  var robustness = false

  @Option(help: "How to print: text is Markdown, html a page with plots, csv an answer a line.")
  var format: EvaluationFormat = .text

  @OptionGroup
  var parallel: JobsOption

  func validate() throws {
    if side != nil, split == nil {
      throw ValidationError("--side is a side of a split; give --split as well.")
    }
    if split != nil, robustness {
      throw ValidationError("--robustness hears audio files as they are; it does not go with --split.")
    }
  }

  func run() throws {
    guard !robustness else { return try runRobustness() }
    var failures = FailureCount()
    let evaluation = try Failure.exiting { () throws(GenreError) in
      let model = try GenreModel(ModelSource(argument: model))
      let selection = ClipSelection(
        ClipSource(path: data), split: split, side: chosenSide, validationShare: validation, testShare: test,
        seed: seed)
      let clips = try ClipReader(map: map, jobs: parallel.jobs).clips(
        selection, heardBy: model, failures: &failures)
      guard !clips.isEmpty else {
        throw GenreError(.invalidData, "none of the files could be heard", path: data)
      }
      return Evaluation(clips, labels: model.labels, calibration: model.calibration)
    }
    Console.print(try Failure.exiting { () throws(GenreError) in try text(of: evaluation) }, terminator: "")
    try failures.exitIfAny()
  }

  private func text(of evaluation: Evaluation) throws(GenreError) -> String {
    switch format {
    case .text: EvaluationReport(evaluation).markdown
    case .csv: EvaluationCSV(evaluation).text
    case .json: try EvaluationReport(evaluation).json()
    case .html:
      EvaluationPage(
        evaluation, title: "\(PathName.stem(of: model)) on \(data)",
        remark: split.map { "The \(chosenSide.rawValue) side. \($0.meaning)" } ?? ""
      ).html
    }
  }
}

extension DatasetSplit.Side: ExpressibleByArgument {}
