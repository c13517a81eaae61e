/// What the model heard in one stretch of the piece.
public struct GenreSegment: Sendable, Hashable {
  /// Where the stretch begins, in seconds from the start of the piece.
  public let start: Double
  /// Where it ends, in seconds.
  public let end: Double
  /// Every genre with its probability in this stretch alone, the likeliest first.
  public let scores: [GenreScore]
  /// True where there is nothing to hear; such a stretch has no say in the answer for the piece.
  public let isSilent: Bool

  /// The likeliest genre of the stretch.
  public var best: GenreScore { scores[0] }

  /// Creates a segment.
  ///
  /// - Precondition: `scores` is not empty and sorted, the likeliest first.
  public init(start: Double, end: Double, scores: [GenreScore], isSilent: Bool = false) {
    precondition(!scores.isEmpty, "a segment has a score for every genre")
    self.start = start
    self.end = end
    self.scores = scores
    self.isSilent = isSilent
  }
}
