import GenreKit
import GenreTraining

/// All runs of an experiment, with the splits that they share.
struct ExperimentPlan {
  let tasks: [ExperimentTask]
  /// Warnings about the splits, each once.
  let warnings: [String]

  /// Splits the data in every way that is asked for.
  init(_ configuration: Experiment.Configuration, dataset: GenreDataset) throws(GenreError) {
    let fingerprint = dataset.fingerprint
    var tasks: [ExperimentTask] = []
    var warnings: [String] = []
    for method in configuration.splits {
      for (index, data) in try Self.data(configuration, method: method, dataset: dataset).enumerated() {
        let settings = configuration.settings(method: method, split: data.split, fingerprint: fingerprint)
        for warning in data.warnings where !warnings.contains(warning) { warnings.append(warning) }
        for seed in configuration.seeds {
          for cell in configuration.cells {
            let fold = configuration.folds.map { _ in index + 1 }
            let run = ExperimentRun(split: method.argument, fold: fold, seed: seed, cell: cell)
            tasks.append(ExperimentTask(run: run, settings: settings, data: data))
          }
        }
      }
    }
    self.tasks = tasks
    self.warnings = warnings
  }

  private static func data(
    _ configuration: Experiment.Configuration, method: SplitMethod, dataset: GenreDataset
  ) throws(GenreError) -> [SplitDataset] {
    let data: [SplitDataset]
    if let folds = configuration.folds {
      data = try method.folds(folds, of: dataset, seed: configuration.splitSeed)
    } else {
      data = [
        try method.divide(
          dataset, grid: configuration.grid, validationShare: configuration.validationShare,
          testShare: configuration.testShare, seed: configuration.splitSeed)
      ]
    }
    for part in data where part.split.validation.isEmpty {
      throw GenreError(
        .invalidData, "the validation side is empty; the split is \(part.split.summary)")
    }
    return data
  }
}
