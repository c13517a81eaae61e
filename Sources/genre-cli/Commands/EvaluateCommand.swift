import ArgumentParser
import GenreKit
import GenreReports
import GenreTraining

/// `genre-cli evaluate`: measures a model on labelled clips.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure a model on labelled clips.",
    discussion: """
      The clips are a folder of genre folders, a feature cache, or a CSV file of audio files with the columns file \
      and label. A label map, a CSV file with the columns label and genres, gives the right genres of a label that the \
      model does not have, as in pop_or_rock,pop;rock;metal;disco. A label without genres is out of scope (speech, \
      noise, other music): the figure for such clips is the fraction that is marked unsure.

      Figures are by clip and by window, with 95 % intervals (Wilson). With --split, give the fractions and the seed of \
      the training: compare uses --test 0.2 --validation 0.16, train uses --validation 0.2.

      With --robustness, the first two minutes of each audio file are classified unchanged and after ten changes: \
      20 dB softer, as MP3 at 32 kbit/s, at 8 kHz, in mono, equalised with a tilt of 6 dB up and down, with noise \
      20 dB below the signal, a semitone higher and lower (pitch and tempo together), and through a microphone \
      across a small room. The figures are the fraction of answers that change, and the accuracy.

      Examples:
        genre-cli evaluate gru --data labels.csv --map map.csv
        genre-cli evaluate mine.safetensors --data cache.safetensors \\
          --split lists:splits/ --side validation
        genre-cli evaluate gru --data MyGenres/ --format html > gru.html
        genre-cli evaluate gru --data labels.csv --map map.csv --robustness
      """)

  @Argument(
    help: ArgumentHelp(
      "Bundled model (\(GenreModel.bundledNames.joined(separator: ", "))) or path of a model file.",
      valueName: "name|path"),
    completion: .file())
  var model: String

  @Option(
    help: ArgumentHelp(
      "Labelled clips: a folder of genre folders, a feature cache, or a CSV file.", valueName: "path"))
  var data: String

  @Option(
    help: ArgumentHelp("Label map: a CSV file with the columns label and genres.", valueName: "file"))
  var map: String?

  @Option(
    name: .customLong("split"),
    help: ArgumentHelp(
      "Split, to measure one side of the clips: segment (by window), track (by clip), lists:FOLDER or artist:CSV.",
      valueName: "method"
    ))
  var split: SplitMethod?

  @Option(help: "Side of the split. (default: test)")
  var side: DatasetSplit.Side?

  private var chosenSide: DatasetSplit.Side { side ?? .test }

  @Option(help: "Seed of the split, and of the noise of --robustness.")
  var seed: UInt64 = 1

  @Option(help: "Fraction of the clips to validate on, where the split leaves it open.")
  var validation = 0.2

  @Option(help: "Fraction of the clips to test on, where the split leaves it open.")
  var test = 0.0

  @Flag(help: "Measure the robustness of the answers to ten changes of the audio.")
  var robustness = false

  @Option(help: "Output format: text is Markdown, html a page with plots, csv one line per answer.")
  var format: EvaluationFormat = .text

  @OptionGroup
  var parallel: JobsOption

  func validate() throws {
    if side != nil, split == nil {
      throw ValidationError("--side without a split; give --split as well")
    }
    if split != nil, robustness {
      throw ValidationError("--robustness and --split cannot be combined; leave one out")
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
        throw GenreError(.invalidData, "no file could be classified; see the errors above", path: data)
      }
      return Evaluation(clips, labels: model.labels, calibration: model.calibration)
    }
    Console.print(try Failure.exiting { () throws(GenreError) in try text(of: evaluation) }, terminator: "")
    try failures.exitIfAny()
  }

  private func text(of evaluation: Evaluation) throws(GenreError) -> String {
    switch format {
    case .text: PathName.shown(EvaluationReport(evaluation).markdown)
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
