/// The result of classifying a recording: the genre, the confidence, and the timeline.
///
/// Encoded, it is the JSON that the command and the web API print (`Docs/Formats.md`).
public struct GenrePrediction: Sendable, Hashable {
  /// The name under which the piece was handed in: a path, or a name given with the bytes.
  public var file: String
  /// The name of the model that answered.
  public var model: String
  /// Every genre with its calibrated probability for the whole piece, the likeliest first.
  public private(set) var scores: [GenreScore]
  /// True when the answer should not be relied on: the best score is below the model's threshold, the piece is likely
  /// none of the model's genres (``outOfScope``), or there was nothing to hear.
  public let isUnsure: Bool
  /// The length of the recording in seconds.
  public let duration: Double
  /// How much of the recording was analysed, in seconds; nil for all of it (``ClassificationOptions/sample``).
  public let sampledDuration: Double?
  /// The piece in stretches, in order; where a sample was analysed, with gaps between them.
  public var segments: [GenreSegment]
  /// The probability, 0 to 1, that the recording is out of scope: speech, noise, tones. Nil where the model has no such
  /// output.
  public let outOfScope: Double?
  /// Warnings about the input: cut short, repeated, silent. Not part of the JSON.
  public let warnings: [GenreWarning]
  /// The contribution of each window to the answer; nil for a silent recording, and for a prediction that was not made
  /// by a classifier. Part of the JSON where it is not nil.
  public var explanation: Explanation?

  /// The likeliest genre.
  public var best: GenreScore { scores[0] }

  /// Creates a prediction.
  ///
  /// - Precondition: `scores` is not empty and sorted, the likeliest first.
  public init(
    file: String, model: String, scores: [GenreScore], isUnsure: Bool, duration: Double,
    segments: [GenreSegment], warnings: [GenreWarning] = [], outOfScope: Double? = nil,
    sampledDuration: Double? = nil
  ) {
    precondition(!scores.isEmpty, "a prediction has a score for every genre")
    self.file = file
    self.model = model
    self.scores = scores
    self.isUnsure = isUnsure
    self.duration = duration
    self.segments = segments
    self.warnings = warnings
    self.outOfScope = outOfScope
    self.sampledDuration = sampledDuration
  }

  /// The same prediction with no more than the `count` likeliest genres in ``scores``.
  public func keepingTop(_ count: Int) -> GenrePrediction {
    var shortened = self
    shortened.scores = Array(scores.prefix(max(1, count)))
    return shortened
  }

  /// The same prediction with the model under another name, as where a caller has names of its own for its models.
  public func answered(by model: String) -> GenrePrediction {
    var copy = self
    copy.model = model
    return copy
  }
}
