import GenreTraining

/// What came of an experiment: every run that is finished, and what it was made on.
public struct ExperimentResult: Sendable {
  /// What was held against what.
  public let configuration: Experiment.Configuration
  /// The genres, in the order of the indices in the answers.
  public let labels: [String]
  /// What the clips are, in words.
  public let source: String
  /// The clips of the data set.
  public let clipCount: Int
  /// What is odd about the data.
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
