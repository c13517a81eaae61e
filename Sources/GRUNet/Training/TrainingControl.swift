/// The caller's decision after a report of progress.
public enum TrainingControl: Sendable, Hashable {
  /// Go on.
  case `continue`
  /// Make a checkpoint of this moment and return.
  case checkpointAndStop
}
