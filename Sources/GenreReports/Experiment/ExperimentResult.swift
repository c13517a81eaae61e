import GenreTraining

/// The result of an experiment: every finished run, and the data it was made on.
public struct ExperimentResult: Sendable {
  /// The configuration of the experiment.
  public let configuration: Experiment.Configuration
  /// The genres, in the order of the indices in the answers.
  public let labels: [String]
  /// The data, in words.
  public let source: String
  /// The clips of the data set.
  public let clipCount: Int
  /// Warnings about the data.
  public let warnings: [String]
  /// The finished runs, split by split.
  public let runs: [ExperimentRun.Result]
  /// The runs that the experiment has when it is done.
  public let plannedRunCount: Int

  init(
    configuration: Experiment.Configuration, dataset: GenreDataset, warnings: [String],
    runs: [ExperimentRun.Result], plannedRunCount: Int
  ) {
    self.configuration = configuration
    labels = dataset.labels
    source = dataset.source
    clipCount = dataset.items.count
    self.warnings = warnings
    self.runs = runs
    self.plannedRunCount = plannedRunCount
  }

  /// Whether every run is done.
  public var isComplete: Bool { runs.count == plannedRunCount }
}
