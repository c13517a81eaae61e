import ArgumentParser
import GenreKit
import GenreReports
import GenreTraining

/// `genre-cli calibrate`: a model's confidence, fitted anew.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Fit a model's confidence on clips that it was not trained on.",
    discussion: """
      The answers stay what they are; how sure the model is of them, and below which confidence it calls itself \
      unsure, is fitted to the clips: all of them together, from one or more sources as evaluate takes them. Clips \
      that are like those that the model will hear, by artists whom it was not trained on, are the right ones. With \
      several sources it also says what a calibration is worth that was fitted, for each of them, to the others.

      Examples:
        genre-cli calibrate my.safetensors --data labels.csv --output my.safetensors
        genre-cli calibrate my.safetensors --data cache.safetensors \\
          --split lists:splits/ --output my.safetensors
        genre-cli calibrate my.safetensors --data fold1.csv \\
          --heard-by without1.safetensors --data fold2.csv \\
          --heard-by without2.safetensors --output my.safetensors
      """)

  @Argument(help: ArgumentHelp("The path of a model file.", valueName: "path"), completion: .file())
  var model: String

  @Option(
    help: ArgumentHelp(
      "A feature cache, a folder of genre folders, or a CSV file; repeatable.", valueName: "path"))
  var data: [String]

  @Option(
    help: ArgumentHelp(
      "For each --data, in the same order, a model that was trained like this one but without those clips: its scores "
        + "stand in where the model itself was trained on them.", valueName: "path"))
  var heardBy: [String] = []

  @Option(
    help: ArgumentHelp("Which genres are right for a label of the data.", valueName: "file"))
  var map: String?

  @Option(
    name: .customLong("split"),
    help: ArgumentHelp(
      "Take one side of a split of a cache: track, lists:FOLDER or artist:CSV.", valueName: "method"))
  var split: SplitMethod?

  @Option(help: "The side of the split. (default: validation)")
  var side: DatasetSplit.Side?

  private var chosenSide: DatasetSplit.Side { side ?? .validation }

  @Option(help: "The seed of the split.")
  var seed: UInt64 = 1

  @Option(help: "How often, from 0 to 1, the model should be right when it does not say that it is unsure.")
  var precision = 0.8

  @Flag(
    help: "Make --precision hold in each --data by itself, not only in all of them together.")
  var eachSource = false

  @Flag(
    help:
      "Favour the genres that --map knows only as one of several, so that each label is recognised as often as can be."
  )
  var shift = false

  @Option(
    help: ArgumentHelp(
      "From which likelihood on, 0 to 1, a piece counts as none of the genres, for models that can say so. (default: as it is)",
      valueName: "likelihood"))
  var outOfScopeAbove: Double?

  @Option(
    help: ArgumentHelp(
      "Largest fraction, 0 to 1, of the clips that --map gives no genre that may be answered surely; lowers the limit of "
        + "--out-of-scope-above until it holds.", valueName: "fraction"))
  var outOfScopeRate: Double?

  @Flag(help: "Store the weights with 16 bits instead of 32.")
  var half = false

  @Option(help: ArgumentHelp("The model file to write.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("Write a model card in Markdown.", valueName: "file"))
  var card: String?

  @OptionGroup
  var parallel: JobsOption

  func validate() throws {
    if data.isEmpty { throw ValidationError("Give at least one --data.") }
    guard heardBy.isEmpty || heardBy.count == data.count else {
      throw ValidationError("Give one --heard-by for each --data, or none.")
    }
    if side != nil, split == nil {
      throw ValidationError("--side is a side of a split; give --split as well.")
    }
    if split != nil, selections.allSatisfy({ $0.split == nil }) {
      throw ValidationError("--split divides a cache or a folder; a list of files is taken as it is.")
    }
    guard (0...1).contains(precision) else {
      throw ValidationError("--precision must be 0 to 1, not \(precision).")
    }
    if let outOfScopeAbove, !(0...1).contains(outOfScopeAbove) {
      throw ValidationError("--out-of-scope-above must be 0 to 1, not \(outOfScopeAbove).")
    }
    if let outOfScopeRate, !(0...1).contains(outOfScopeRate) {
      throw ValidationError("--out-of-scope-rate must be 0 to 1, not \(outOfScopeRate).")
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
          "fitted to the other sources, each source: \(CalibrationText.worth(of: outcome.crossFitted))")
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

  /// What is heard of each --data. A split divides the caches and folders; lists are taken as they are.
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
