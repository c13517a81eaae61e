import GRUNet
import GenreTraining

/// Where an experiment stands, told after every step of every run.
public struct ExperimentProgress: Sendable, Hashable {
  /// The run that has got on.
  public let run: ExperimentRun
  /// Where its training stands.
  public let training: TrainingProgress
  /// The runs that are to be trained, those that an earlier call has finished left out.
  public let runCount: Int
}
