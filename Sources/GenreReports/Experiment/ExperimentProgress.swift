import GRUNet
import GenreTraining

/// The progress of an experiment, reported after every step of every run.
public struct ExperimentProgress: Sendable, Hashable {
  /// The run that has got on.
  public let run: ExperimentRun
  /// The progress of its training.
  public let training: TrainingProgress
  /// The runs that are to be trained, those that an earlier call has finished left out.
  public let runCount: Int
}
