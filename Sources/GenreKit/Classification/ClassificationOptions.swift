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
  /// How much of a recording is analysed, in seconds, above 0: a sample in excerpts of a window's length (3 s at least),
  /// spread evenly over it. Nil for all of it, as are recordings that are no longer, or do not tell their length.
  public var sample: Double?

  /// Creates options; by default everything is computed.
  ///
  /// - Precondition: `topCount` is nil, or 1 or more; `sample` is nil or above 0.
  public init(
    includesTimeline: Bool = true, includesExplanation: Bool = true, topCount: Int? = nil,
    sample: Double? = nil
  ) {
    precondition(topCount.map { $0 >= 1 } ?? true, "a prediction has at least one genre")
    precondition(sample.map { $0 > 0 } ?? true, "a sample lasts more than 0 s")
    self.includesTimeline = includesTimeline
    self.includesExplanation = includesExplanation
    self.topCount = topCount
    self.sample = sample
  }
}
