/// The result of a training.
public struct TrainingOutcome: Sendable {
  /// The reason why a training ended.
  public enum EndReason: String, Codable, Sendable, Hashable {
    /// All epochs are done.
    case completed
    /// Validation has not improved for as many epochs as `patience` says.
    case noImprovement
    /// The progress closure asked for it.
    case stopped
    /// The task was cancelled.
    case cancelled
  }

  /// The network of the epoch that the configuration's selection prefers; the last one before an epoch is done.
  public let best: SequenceClassifier
  /// The network as it was at the end; with averaging, that of the averaged weights.
  public let last: SequenceClassifier
  /// The figures of every epoch that is done.
  public let history: TrainingHistory
  /// The reason why it ended.
  public let endReason: EndReason
  /// From where to go on, whatever the reason for the end.
  public let checkpoint: TrainingCheckpoint
}
