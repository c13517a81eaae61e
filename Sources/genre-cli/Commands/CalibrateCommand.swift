import ArgumentParser
import GenreKit

/// `genre-cli calibrate`: a model's confidence, fitted anew.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Fit a model's confidence on clips that it was not trained on.",
    discussion: """
      The answers stay what they are; how sure the model is of them, and below which confidence it calls itself \
      unsure, is fitted to the clips: all of them together, from one or more sources as evaluate takes them. Clips \
      that are like those that the model will hear, by artists whom it was not trained on, are the right ones.

      Examples:
        genre-cli calibrate mine.safetensors --data labels.csv --map map.csv --output mine.safetensors
        genre-cli calibrate mine.safetensors --data cache.safetensors --split lists:splits/ --output mine.safetensors
      """)

  @Argument(help: ArgumentHelp("The path of a model file.", valueName: "path"), completion: .file())
  var model: String

  @Option(
    help: ArgumentHelp(
      "A feature cache, a folder of genre folders, or a CSV file; repeatable.", valueName: "path"))
  var data: [String]

  @Option(
    help: ArgumentHelp("Which genres are right for a label of the data.", valueName: "file"))
  var map: String?

  @Option(
    name: .customLong("split"),
    help: ArgumentHelp(
      "Take one side of a split of a cache: track, lists:FOLDER or artist:CSV.", valueName: "method"))
  var split: SplitMethod?

  @Option(help: "The side.")
  var side: DatasetSplit.Side = .validation

  @Option(help: "The seed of the split.")
  var seed: UInt64 = 1

  @Option(help: "How often, from 0 to 1, the model should be right when it does not say that it is unsure.")
  var precision = 0.8

  @Option(help: ArgumentHelp("The model file to write.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("Write a model card in Markdown.", valueName: "file"))
  var card: String?

  @Option(help: ArgumentHelp("Clips heard side by side; by default one a core.", valueName: "N"))
  var jobs: Int?

  func validate() throws {
    if data.isEmpty { throw ValidationError("Give at least one --data.") }
    guard (0...1).contains(precision) else {
      throw ValidationError("--precision must be 0 to 1, not \(precision).")
    }
  }

  func run() throws {
    var failures = FailureCount()
    try Failure.exiting { () throws(GenreError) in
      for path in [output, card].compactMap({ $0 }) { try OutputCheck.requireWritable(path) }
      var calibrated = try GenreModel(ModelSource(argument: model))
      let reader = ClipReader(map: map, split: split, side: side, shares: (0.2, 0), seed: seed, jobs: jobs)
      var sources: [[ScoredClip]] = []
      for source in data {
        sources.append(try reader.clips(in: source, heardBy: calibrated, failures: &failures))
      }
      let clips = sources.flatMap { $0 }
      guard !clips.isEmpty else { throw GenreError(.invalidData, "there are no clips to calibrate with") }
      calibrated.calibration = .fitted(to: clips, precision: precision)
      try calibrated.write(to: output)
      if let card { try ModelCard(calibrated, sections: sections(sources, of: calibrated)).write(to: card) }
      let evaluation = Evaluation(clips, labels: calibrated.labels, calibration: calibrated.calibration)
      print(CalibrationText(calibrated.calibration, evaluation: evaluation).text)
    }
    try failures.exitIfAny()
  }

  private func sections(_ sources: [[ScoredClip]], of model: GenreModel) -> [ModelCard.Section] {
    zip(data, sources).map { name, clips in
      ModelCard.Section(
        title:
          "On \(name)\(name.hasSuffix(".safetensors") && split != nil ? ", the \(side.rawValue) side" : "")",
        remark:
          "The temperature and the threshold were fitted to these clips, among others, so the figures flatter.",
        evaluation: Evaluation(clips, labels: model.labels, calibration: model.calibration))
    }
  }
}
