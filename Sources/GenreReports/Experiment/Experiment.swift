import GRUNet
import GenreKit
import GenreTraining

/// Trains several cells on the same splits with the same seeds, and keeps what came of each run.
///
/// Runs are trained in parallel, one per core and each on a single thread, which never changes a result. Every finished
/// run is kept in the experiment's folder, and a stopped one leaves its checkpoint there: the same call goes on where
/// it was left, or killed, bit for bit.
public struct Experiment: Sendable {
  /// The configuration of the experiment.
  public let configuration: Configuration

  /// Creates an experiment.
  public init(configuration: Configuration = Configuration()) {
    self.configuration = configuration
  }

  /// Runs what is not yet finished.
  ///
  /// - Parameters:
  ///   - dataset: The clips.
  ///   - folder: Where runs are kept.
  ///   - onStart: Told, before the first training, how many runs there are, how many of them are already finished, and
  ///     what is odd about the data.
  ///   - onFinish: Told of every run that is done now.
  ///   - onProgress: Told after every step and epoch, from several threads at once; says whether to go on. When it says
  ///     no, it should go on saying so: each run that is in hand asks.
  /// - Returns: What came of all runs that are finished; ``ExperimentResult/isComplete`` says whether that is all.
  /// - Throws: ``GenreError``. Bad settings, splits and folders are found before any training; runs that are finished
  ///   stay finished. A cancelled task throws `cancelled`, and a run that fails its error, when the runs in hand have left
  ///   their checkpoints.
  public func run(
    on dataset: GenreDataset, in folder: ExperimentFolder,
    onStart: (_ runs: Int, _ finished: Int, _ warnings: [String]) -> Void = { _, _, _ in },
    onFinish: (ExperimentRun.Result) -> Void = { _ in },
    onProgress: @escaping @Sendable (ExperimentProgress) -> TrainingControl = { _ in .continue }
  ) throws(GenreError) -> ExperimentResult {
    try configuration.validate()
    let plan = try ExperimentPlan(configuration, dataset: dataset)
    try folder.prepare()
    var finished = try finishedRuns(of: plan, in: folder, labelCount: dataset.labels.count)
    onStart(plan.tasks.count, finished.count, plan.warnings)
    let pending = plan.tasks.filter { finished[$0.run] == nil }
    try OrderedWork.run(count: pending.count, jobs: configuration.jobs) { index, cancellation in
      Swift.Result { () throws(GenreError) in
        try pending[index].train(in: folder) { progress in
          let control = onProgress(
            ExperimentProgress(run: pending[index].run, training: progress, runCount: pending.count))
          return cancellation.isRequested ? .checkpointAndStop : control
        }
      }
    } deliver: { (_, outcome) throws(GenreError) in
      guard let result = try outcome.get() else { return }
      finished[result.run] = result
      onFinish(result)
    }
    return ExperimentResult(
      configuration: configuration, dataset: dataset, warnings: plan.warnings,
      runs: plan.tasks.compactMap { finished[$0.run] }, plannedRunCount: plan.tasks.count)
  }

  private func finishedRuns(
    of plan: ExperimentPlan, in folder: ExperimentFolder, labelCount: Int
  ) throws(GenreError) -> [ExperimentRun: ExperimentRun.Result] {
    var finished: [ExperimentRun: ExperimentRun.Result] = [:]
    for task in plan.tasks {
      finished[task.run] = try folder.result(of: task.run, settings: task.settings, labelCount: labelCount)
    }
    return finished
  }
}
