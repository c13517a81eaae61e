import GRUNet
import GenreKit
import GenreTraining

/// A run, ready for training.
struct ExperimentTask: Sendable {
  let run: ExperimentRun
  let settings: ExperimentRun.Settings
  let data: SplitDataset

  /// Trains on one thread, goes on from the checkpoint of an earlier call where there is one, and keeps the result.
  ///
  /// - Returns: The result; nil where `onProgress` has stopped it.
  func train(
    in folder: ExperimentFolder, onProgress: (TrainingProgress) -> TrainingControl
  ) throws(GenreError) -> ExperimentRun.Result? {
    var training = settings.training
    training.seed = run.seed
    training.threadCount = 1
    var configuration = GenreTrainer.Configuration(
      name: run.name, cell: run.cell, grid: settings.grid, training: training)
    configuration.validatesByClip = false
    configuration.balancesGenres = settings.balancesGenres ?? false
    let checkpoint = try folder.checkpoint(of: run, settings: settings)
    let outcome = try GenreTrainer(configuration: configuration).train(
      on: data.dataset, split: data.split, command: "", checkpoint: checkpoint, onProgress: onProgress)
    guard outcome.endReason == .completed || outcome.endReason == .noImprovement else { return nil }
    let result = try measured(outcome)
    try folder.write(result)
    checkpoint.remove()
    return result
  }

  private func measured(_ outcome: GenreTrainer.Outcome) throws(GenreError) -> ExperimentRun.Result {
    let side: DatasetSplit.Side = data.split.test.isEmpty ? .validation : .test
    func answers(_ model: GenreModel) throws(GenreError) -> [ExperimentRun.Answer] {
      try model.scores(of: data.dataset, indices: data.split[side], jobs: 1).map {
        ExperimentRun.Answer($0, calibration: model.calibration)
      }
    }
    return ExperimentRun.Result(
      run: run, settings: settings, splitSummary: data.split.summary,
      sides: DatasetSplit.Side.allCases.map {
        ExperimentRun.Side(
          recordings: data.recordingCount($0), segments: data.segmentCount($0, grid: settings.grid))
      },
      parameterCount: outcome.model.network.parameters.layout.count,
      history: outcome.model.provenance?.history ?? TrainingHistory(), measuredSide: side.rawValue,
      best: try answers(outcome.model), last: try answers(outcome.last))
  }
}
