extension GenreError {
  /// What is thrown where the surrounding task was cancelled.
  static var cancelledTask: GenreError { GenreError(.cancelled, "the task was cancelled") }
}
