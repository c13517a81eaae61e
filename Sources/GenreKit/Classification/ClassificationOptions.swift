/// What a classification computes beside the genre and how sure it is. What is left out is not computed.
///
/// ```swift
/// let options = ClassificationOptions(includesTimeline: false, includesExplanation: false, topCount: 3)
/// let prediction = try classifier.classify(contentsOf: "song.mp3", options: options)
/// ```
public struct ClassificationOptions: Sendable, Hashable {
  /// Whether the prediction has ``GenrePrediction/segments``.
  public var includesTimeline: Bool
  /// Whether the prediction has an ``GenrePrediction/explanation``.
  public var includesExplanation: Bool
  /// The most genres in ``GenrePrediction/scores``, 1 or more; nil for all of the model's.
  public var topCount: Int?

  /// Creates options; by default everything is computed.
  ///
  /// - Precondition: `topCount` is nil, or 1 or more.
  public init(includesTimeline: Bool = true, includesExplanation: Bool = true, topCount: Int? = nil) {
    precondition(topCount.map { $0 >= 1 } ?? true, "a prediction has at least one genre")
    self.includesTimeline = includesTimeline
    self.includesExplanation = includesExplanation
    self.topCount = topCount
  }
}
