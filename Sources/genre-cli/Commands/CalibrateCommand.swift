import ArgumentParser
import GenreKit
import GenreReports
import GenreTraining

/// `genre-cli calibrate`: fits a model's confidence to labelled clips.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Calibrate a model's confidence on clips that it was not trained on.",
    discussion: """
      Fits the temperature of the confidences and the threshold for "unsure" to labelled clips. The ranking of the \
      genres does not change, except with --shift. Use clips that resemble the recordings to be classified, by artists \
      that are not in the training data. With several sources, the calibration is also cross-validated: fitted to all \
      sources but one, measured on that one.

      Examples:
        genre-cli calibrate my.safetensors --data labels.csv --output my.safetensors
        genre-cli calibrate my.safetensors --data cache.safetensors \\
          --split lists:splits/ --output my.safetensors
        genre-cli calibrate my.safetensors --data fold1.csv \\
          --heard-by without1.safetensors --data fold2.csv \\
          --heard-by without2.safetensors --output my.safetensors
      """)

  @Argument(help: ArgumentHelp("Path of a model file.", valueName: "path"), completion: .file())
  var model: String

  @Option(
    help: ArgumentHelp(
      "Labelled clips: a feature cache, a folder of genre folders, or a CSV file. Repeatable.",
      valueName: "path"))
  var data: [String]

  @Option(
    help: ArgumentHelp(
      "Model of the same recipe trained without the clips of a --data, to score them in place of the model. One for each "
        + "--data, in the same order.", valueName: "path"))
  var heardBy: [String] = []

  @Option(
    help: ArgumentHelp("Label map: a CSV file with the columns label and genres.", valueName: "file"))
  var map: String?

  @Option(
    name: .customLong("split"),
    help: ArgumentHelp(
      "Split, to use one side of the clips: track (by clip), lists:FOLDER or artist:CSV.", valueName: "method"
    ))
  var split: SplitMethod?

  @Option(help: "Side of the split. (default: validation)")
  var side: DatasetSplit.Side?

  private var chosenSide: DatasetSplit.Side { side ?? .validation }

  @Option(help: "Seed of the split.")
  var seed: UInt64 = 1

  @Option(help: "Target accuracy (0 to 1) of the answers that are not marked unsure; sets the threshold.")
  var precision = 0.8

  @Flag(
    help: "Require --precision in each --data, not only in all of them together.")
  var eachSource = false

  @Flag(
    help:
      "Raise the scores of genres that --map lists only together with others, to balance recall over the labels."
  )
  var shift = false

  @Option(
    help: ArgumentHelp(
      "Probability (0 to 1) from which a recording counts as out of scope, for models with such an output. (default: unchanged)",
      valueName: "probability"))
  var outOfScopeAbove: Double?

  @Option(
    help: ArgumentHelp(
      "Largest fraction (0 to 1) of the clips out of scope that are not marked unsure; lowers --out-of-scope-above until "
        + "it holds.", valueName: "fraction"))
  var outOfScopeRate: Double?

  @Flag(help: "Store the weights with 16 bits instead of 32.")
  var half = false

  @Option(help: ArgumentHelp("Model file to write.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("Model card to write, in Markdown.", valueName: "file"))
  var card: String?

  @OptionGroup
  var parallel: JobsOption

  func validate() throws {
    if data.isEmpty { throw ValidationError("no data; give at least one --data") }
    guard heardBy.isEmpty || heardBy.count == data.count else {
      throw ValidationError(
        "the numbers of --heard-by and --data differ; give one --heard-by for each --data")
    }
    if side != nil, split == nil {
      throw ValidationError("--side without a split; give --split as well")
    }
    if split != nil, selections.allSatisfy({ $0.split == nil }) {
      throw ValidationError(
        "--split does not divide lists of files; leave it out, or give a cache or a folder")
    }
    guard (0...1).contains(precision) else {
      throw ValidationError("--precision must be 0 to 1, not \(precision)")
    }
    if let outOfScopeAbove, !(0...1).contains(outOfScopeAbove) {
      throw ValidationError("--out-of-scope-above must be 0 to 1, not \(outOfScopeAbove)")
    }
    if let outOfScopeRate, !(0...1).contains(outOfScopeRate) {
      throw ValidationError("--out-of-scope-rate must be 0 to 1, not \(outOfScopeRate)")
    }
  }

  func run() throws {
    var failures = FailureCount()
    try Failure.exiting { () throws(GenreError) in
      let inputs = data + heardBy + [map].compactMap { $0 }
      try OutputCheck.requireWritable([output, card].compactMap { $0 }, keeping: inputs)
      // The model itself may be calibrated in its place, but nothing else may take it.
      try OutputCheck.requireWritable([card].compactMap { $0 }, keeping: [model])
      let model = try GenreModel(ModelSource(argument: model))
      var calibrator = GenreCalibrator(
        precision: precision, shiftsGenres: shift, outOfScopeAbove: outOfScopeAbove)
      calibrator.holdsInEachSource = eachSource
      calibrator.outOfScopeRate = outOfScopeRate
      let outcome = try calibrator.calibrate(
        model, on: sources(for: model, by: calibrator, failures: &failures))
      try outcome.model.write(to: output, halvesPrecision: half)
      if let card { try ModelCard(outcome.model, sections: sections(of: outcome)).write(to: card) }
      outcome.warnings.forEach(Console.warn)
      Console.print(CalibrationText(outcome.model.calibration, evaluation: outcome.evaluation).text)
      if data.count > 1 {
        Console.print(
          "cross-validated over the sources: \(CalibrationText.worth(of: outcome.crossFitted))")
      }
    }
    try failures.exitIfAny()
  }

  private func sources(
    for model: GenreModel, by calibrator: GenreCalibrator, failures: inout FailureCount
  ) throws(GenreError) -> [[ScoredClip]] {
    let reader = ClipReader(map: map, jobs: parallel.jobs)
    var sources: [[ScoredClip]] = []
    for (index, selection) in selections.enumerated() {
      let standIn = try heardBy.isEmpty ? model : GenreModel(ModelSource(argument: heardBy[index]))
      let scorer: GenreModel
      do throws(GenreError) { scorer = try calibrator.scorer(standIn, for: model) } catch {
        throw GenreError(error.code, error.message, path: heardBy.isEmpty ? self.model : heardBy[index])
      }
      sources.append(try reader.clips(selection, heardBy: scorer, failures: &failures))
    }
    return sources
  }

  /// The clips of each --data. A split divides caches and folders; lists are used whole.
  private var selections: [ClipSelection] {
    data.map { path in
      let source = ClipSource(path: path)
      if case .list = source { return ClipSelection(source) }
      return ClipSelection(source, split: split, side: chosenSide, seed: seed)
    }
  }

  private func sections(of outcome: CalibrationOutcome) -> [ModelCard.Section] {
    guard heardBy.isEmpty else {
      return [outcome.section(scoredBy: zip(data, heardBy).map { (source: $0, model: $1) })]
    }
    return outcome.sections(
      titled: selections.map {
        $0.source.path + ($0.split == nil ? "" : ", the \($0.side.rawValue) side")
      })
  }
}
