/// An entry of the timeline: the answer for one window of the recording, or silence.
public struct GenreSegment: Sendable, Hashable {
  /// The start in seconds from the start of the recording.
  public let start: Double
  /// The end in seconds.
  public let end: Double
  /// Every genre with its probability in this stretch alone, the likeliest first.
  public let scores: [GenreScore]
  /// Whether the segment is silent; it then has no weight in the answer, and all genres are equally probable in it.
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
