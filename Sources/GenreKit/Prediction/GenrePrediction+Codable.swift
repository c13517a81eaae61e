#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension GenrePrediction: Codable {
  private enum CodingKeys: String, CodingKey {
    case file, fileBytes, model, genre, confidence, unsure, duration, sampled, scores, segments,
      outOfScope, explanation
  }

  /// Encodes the wire format: probabilities to four decimals, times to the millisecond.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(PathName.shown(file), forKey: .file)
    try container.encodeIfPresent(PathName.base64(file), forKey: .fileBytes)
    try container.encode(model, forKey: .model)
    try container.encode(best.genre, forKey: .genre)
    try container.encode(best.confidence.rounded(places: 4), forKey: .confidence)
    try container.encode(isUnsure, forKey: .unsure)
    try container.encode(duration.rounded(places: 3), forKey: .duration)
    try container.encodeIfPresent(sampledDuration?.rounded(places: 3), forKey: .sampled)
    try container.encode(scores.map(\.rounded), forKey: .scores)
    try container.encode(segments, forKey: .segments)
    try container.encodeIfPresent(outOfScope?.rounded(places: 4), forKey: .outOfScope)
    try container.encodeIfPresent(explanation, forKey: .explanation)
  }

  /// Decodes the wire format; `genre` and `confidence` repeat the first of `scores` and are not read.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let scores = try container.decode([GenreScore].self, forKey: .scores)
    guard !scores.isEmpty else {
      throw DecodingError.dataCorruptedError(
        forKey: .scores, in: container, debugDescription: "a prediction needs at least one score")
    }
    self.init(
      file: try Self.file(in: container),
      model: try container.decode(String.self, forKey: .model),
      scores: scores,
      isUnsure: try container.decode(Bool.self, forKey: .unsure),
      duration: try container.decode(Double.self, forKey: .duration),
      segments: try container.decode([GenreSegment].self, forKey: .segments),
      outOfScope: try container.decodeIfPresent(Double.self, forKey: .outOfScope),
      sampledDuration: try container.decodeIfPresent(Double.self, forKey: .sampled))
    explanation = try container.decodeIfPresent(Explanation.self, forKey: .explanation)
  }

  /// The exact name, where the readable one is not.
  private static func file(in container: KeyedDecodingContainer<CodingKeys>) throws -> String {
    let bytes = try container.decodeIfPresent(String.self, forKey: .fileBytes)
    return try bytes.flatMap(PathName.path(base64:)) ?? container.decode(String.self, forKey: .file)
  }

  /// The wire format as text: UTF-8 JSON with sorted keys, on one line unless `pretty`.
  public func json(pretty: Bool = false) throws(GenreError) -> String {
    try JSONText.encode(self, pretty: pretty)
  }
}

extension GenreSegment: Codable {
  private enum CodingKeys: String, CodingKey {
    case start, end, genre, confidence, silent
  }

  /// Encodes the stretch with its likeliest genre alone, and that it is silent where it is.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(start.rounded(places: 3), forKey: .start)
    try container.encode(end.rounded(places: 3), forKey: .end)
    try container.encode(best.genre, forKey: .genre)
    try container.encode(best.confidence.rounded(places: 4), forKey: .confidence)
    if isSilent { try container.encode(true, forKey: .silent) }
  }

  /// Decodes a stretch; it then knows its likeliest genre alone.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      start: try container.decode(Double.self, forKey: .start),
      end: try container.decode(Double.self, forKey: .end),
      scores: [
        GenreScore(
          genre: try container.decode(String.self, forKey: .genre),
          confidence: try container.decode(Double.self, forKey: .confidence))
      ],
      isSilent: try container.decodeIfPresent(Bool.self, forKey: .silent) ?? false)
  }
}

extension GenreScore {
  /// As the wire format has it: to four decimals.
  var rounded: GenreScore { GenreScore(genre: genre, confidence: confidence.rounded(places: 4)) }
}

extension Double {
  /// To so many decimals, 0 to 6.
  func rounded(places: Int) -> Double {
    let scale = [1.0, 10, 100, 1_000, 10_000, 100_000, 1_000_000][places]
    return (self * scale).rounded() / scale
  }
}
