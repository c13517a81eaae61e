/// A genre and its confidence.
public struct GenreScore: Sendable, Hashable, Codable {
  /// The genre's label, as the model was trained with it.
  public let genre: String
  /// The calibrated probability, 0 to 1; over all genres of a model they sum to 1.
  public let confidence: Double

  /// Creates a score.
  public init(genre: String, confidence: Double) {
    self.genre = genre
    self.confidence = confidence
  }
}

extension [GenreScore] {
  /// Scores from probabilities in the order of the labels, the likeliest first; equals keep the labels' order.
  init(labels: [String], probabilities: [Double]) {
    precondition(labels.count == probabilities.count, "one probability a label")
    let scores = zip(labels, probabilities).map { GenreScore(genre: $0, confidence: $1) }
    self = scores.enumerated()
      .sorted { ($0.element.confidence, $1.offset) > ($1.element.confidence, $0.offset) }
      .map(\.element)
  }
}
