/// What a live classification says of a stream.
public struct LiveEvent: Sendable, Hashable {
  /// The kind of event.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// The answer at this moment, one in each interval.
    case answer
    /// The music has changed: to another genre, to silence, or to what is no music. Told as soon as it is certain.
    case change
    /// The stream has ended.
    case end
  }

  /// The answer before a change.
  public struct Previous: Sendable, Hashable, Codable {
    /// What the stream sounded like.
    public let sound: LiveSound
    /// The genre; nil where ``sound`` is not music.
    public let genre: String?
  }

  /// The kind of event.
  public let kind: Kind
  /// The moment in seconds from the start of the stream: all sound up to it has been classified.
  public let time: Double
  /// The start of what is playing now, in seconds from the start of the stream: an estimate, to about half a window.
  public let since: Double
  /// What the stream sounds like.
  public let sound: LiveSound
  /// Every genre with its calibrated probability, the likeliest first: the mean since the last change, in which recent
  /// sound counts more. In silence all genres are equally probable.
  public let scores: [GenreScore]
  /// Whether the answer should not be relied on.
  public let isUnsure: Bool
  /// The probability, 0 to 1, that it is out of scope; nil where the model has no such output, and in silence.
  public let outOfScope: Double?
  /// What was playing before; nil where ``kind`` is not ``Kind/change``.
  public internal(set) var previous: Previous?
  /// The prediction for the whole stream; nil but at the end, and only where the timeline was kept and there was sound.
  public internal(set) var prediction: GenrePrediction?
  /// Warnings about the samples; empty but at the end.
  public internal(set) var warnings: [GenreWarning] = []

  /// The likeliest genre.
  public var best: GenreScore { scores[0] }

  func with(_ kind: Kind, previous: Previous? = nil) -> LiveEvent {
    LiveEvent(
      kind: kind, time: time, since: since, sound: sound, scores: scores, isUnsure: isUnsure,
      outOfScope: outOfScope, previous: previous)
  }
}
