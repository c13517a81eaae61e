extension LiveEvent: Encodable {
  private enum CodingKeys: String, CodingKey {
    case event, time, since, sound, genre, confidence, unsure, outOfScope, scores, previous, prediction,
      warnings
  }

  /// Encodes the wire format: probabilities to four decimals, times to the millisecond.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .event)
    try container.encode(time.rounded(places: 3), forKey: .time)
    try container.encode(since.rounded(places: 3), forKey: .since)
    try container.encode(sound, forKey: .sound)
    try container.encode(isUnsure, forKey: .unsure)
    if sound == .music || sound == .noMusic {
      try container.encode(best.genre, forKey: .genre)
      try container.encode(best.confidence.rounded(places: 4), forKey: .confidence)
      try container.encode(scores.map(\.rounded), forKey: .scores)
      try container.encodeIfPresent(outOfScope?.rounded(places: 4), forKey: .outOfScope)
    }
    try container.encodeIfPresent(previous, forKey: .previous)
    try container.encodeIfPresent(prediction, forKey: .prediction)
    if !warnings.isEmpty { try container.encode(warnings.map(\.message), forKey: .warnings) }
  }

  /// The wire format as text: a line of UTF-8 JSON with sorted keys.
  public func json() throws(GenreError) -> String { try JSONText.encode(self) }
}

/// The first line of the events of a stream as NDJSON.
public struct LiveHeader: Sendable, Hashable, Codable {
  /// The name of the format.
  public let format: String
  /// The name of the model that answers.
  public let model: String
  /// The model's window, in seconds.
  public let window: Double
  /// The seconds between two answers.
  public let interval: Double
  /// The time constant of the mean, in seconds.
  public let timeConstant: Double

  /// The header for a model and options.
  public init(model: GenreModel, options: LiveOptions) {
    format = "genre-live/1"
    self.model = model.name
    window = model.grid.duration
    interval = options.interval ?? model.grid.duration
    timeConstant = options.timeConstant
  }

  /// A line of UTF-8 JSON with sorted keys.
  public func json() throws(GenreError) -> String { try JSONText.encode(self) }
}
