/// What the caller wants after having been told of progress.
public enum TrainingControl: Sendable, Hashable {
  /// Go on.
  case `continue`
  /// Make a checkpoint of this moment and return.
  case checkpointAndStop
}
