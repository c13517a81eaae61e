extension GenrePrediction {
  /// The same prediction with the model under another name, as where a caller has names of its own for its models.
  public func answered(by model: String) -> GenrePrediction {
    var copy = self
    copy.model = model
    return copy
  }

  /// The same prediction without its course through the piece.
  public func withoutTimeline() -> GenrePrediction {
    var copy = self
    copy.segments = []
    return copy
  }
}
