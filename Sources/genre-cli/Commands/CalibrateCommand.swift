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
      that are like those that the model will hear, by artists whom it was not trained on, are the right ones. With \
      several sources it also says what a calibration is worth that was fitted, for each of them, to the others.

      Examples:
        genre-cli calibrate mine.safetensors --data labels.csv --map map.csv --output mine.safetensors
        genre-cli calibrate mine.safetensors --data cache.safetensors --split lists:splits/ --output mine.safetensors
        genre-cli calibrate mine.safetensors --data fold1.csv --heard-by without1.safetensors \
          --data fold2.csv --heard-by without2.safetensors --output mine.safetensors
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

  @Option(help: "The side.")
  var side: DatasetSplit.Side = .validation

  @Option(help: "The seed of the split.")
  var seed: UInt64 = 1

  @Option(help: "How often, from 0 to 1, the model should be right when it does not say that it is unsure.")
  var precision = 0.8

  @Flag(
    help:
      "Favour the genres that --map knows only as one of several, so that each label is recognised as often as can be."
  )
  var shift = false

  @Flag(help: "Store the weights with 16 bits instead of 32.")
  var half = false

  @Option(help: ArgumentHelp("The model file to write.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("Write a model card in Markdown.", valueName: "file"))
  var card: String?

  @Option(help: ArgumentHelp("Clips heard side by side; by default one a core.", valueName: "N"))
  var jobs: Int?

  func validate() throws {
    if data.isEmpty { throw ValidationError("Give at least one --data.") }
    guard heardBy.isEmpty || heardBy.count == data.count else {
      throw ValidationError("Give one --heard-by for each --data, or none.")
    }
    guard (0...1).contains(precision) else {
      throw ValidationError("--precision must be 0 to 1, not \(precision).")
    }
  }

  func run() throws {
    var failures = FailureCount()
    try Failure.exiting { () throws(GenreError) in
      try OutputCheck.requireWritable(
        [output, card].compactMap { $0 }, keeping: data + heardBy + [map].compactMap { $0 })
      var calibrated = try GenreModel(ModelSource(argument: model))
      let reader = ClipReader(map: map, split: split, side: side, shares: (0.2, 0), seed: seed, jobs: jobs)
      var sources: [[ScoredClip]] = []
      for (index, source) in data.enumerated() {
        var listener = try heardBy.isEmpty ? calibrated : GenreModel(ModelSource(argument: heardBy[index]))
        guard listener.labels == calibrated.labels else {
          throw GenreError(
            .invalidModel, "its genres are others than those of the model to calibrate", path: heardBy[index])
        }
        listener.calibration = Calibration()
        sources.append(try reader.clips(in: source, heardBy: listener, failures: &failures))
      }
      let clips = sources.flatMap { $0 }
      guard !clips.isEmpty else { throw GenreError(.invalidData, "there are no clips to calibrate with") }
      calibrated.calibration = .fitted(to: clips, precision: precision, shiftsGenres: shift)
      let crossFitted = Evaluation.crossFitted(
        sources, labels: calibrated.labels, precision: precision, shiftsGenres: shift)
      sources = sources.map { $0.map { $0.shifted(by: calibrated.calibration.genreOffsets) } }
      try calibrated.write(to: output, halvesPrecision: half)
      if let card {
        let sections = sections(sources, of: calibrated, crossFitted: crossFitted)
        try ModelCard(calibrated, sections: sections).write(to: card)
      }
      let evaluation = Evaluation(
        sources.flatMap { $0 }, labels: calibrated.labels, calibration: calibrated.calibration)
      Console.print(CalibrationText(calibrated.calibration, evaluation: evaluation).text)
      if sources.count > 1 {
        Console.print("fitted to the other sources, each source: \(CalibrationText.worth(of: crossFitted))")
      }
    }
    try failures.exitIfAny()
  }

  private func sections(
    _ sources: [[ScoredClip]], of model: GenreModel, crossFitted: Evaluation
  ) -> [ModelCard.Section] {
    guard heardBy.isEmpty else { return [together(crossFitted, isFlattering: sources.count == 1)] }
    return zip(data, sources).map { name, clips in
      ModelCard.Section(
        title:
          "On \(name)\(split != nil && FeatureCache.isOne(name) ? ", the \(side.rawValue) side" : "")",
        remark:
          "The temperature and the threshold were fitted to these clips, among others, so the figures flatter.",
        evaluation: Evaluation(clips, labels: model.labels, calibration: model.calibration))
    }
  }

  /// Folds are each too small to say much; they are of one kind, and every clip is asked about once.
  private func together(_ evaluation: Evaluation, isFlattering: Bool) -> ModelCard.Section {
    let fit =
      isFlattering
      ? "The temperature and the threshold were fitted to these answers, so the figures of confidence flatter."
      : "For each of them the temperature and the threshold were fitted to the others; those of this model to all."
    return ModelCard.Section(
      title:
        "On \(evaluation.answers.count) clips, by other networks of this recipe that were not trained on them",
      remark: zip(data, heardBy).map { "\($0) by \($1)" }.joined(separator: ", ") + ". \(fit)",
      evaluation: evaluation)
  }
}
