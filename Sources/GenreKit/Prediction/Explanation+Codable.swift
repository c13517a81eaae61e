extension Explanation: Codable {
  private enum CodingKeys: String, CodingKey {
    case genre, second, logOdds, windows
  }

  /// Encodes the wire format: the probability to four decimals, log odds and contributions to six.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(genre, forKey: .genre)
    try container.encode(second.rounded, forKey: .second)
    try container.encode(logOdds.rounded(places: 6), forKey: .logOdds)
    try container.encode(windows, forKey: .windows)
  }

  /// Decodes the wire format; `logOdds` repeats the sum of the contributions and is not read.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      genre: try container.decode(String.self, forKey: .genre),
      second: try container.decode(GenreScore.self, forKey: .second),
      windows: try container.decode([Window].self, forKey: .windows))
  }
}

extension Explanation.Window: Codable {
  private enum CodingKeys: String, CodingKey {
    case start, end, contribution
  }

  /// Encodes times to the millisecond.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(start.rounded(places: 3), forKey: .start)
    try container.encode(end.rounded(places: 3), forKey: .end)
    try container.encode(contribution.rounded(places: 6), forKey: .contribution)
  }

  /// Decodes a window.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      start: try container.decode(Double.self, forKey: .start),
      end: try container.decode(Double.self, forKey: .end),
      contribution: try container.decode(Double.self, forKey: .contribution))
  }
}
