extension GenreError {
  /// The error of a cancelled task.
  static var cancelledTask: GenreError { GenreError(.cancelled, "the task was cancelled") }
}
