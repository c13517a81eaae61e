internal import GenreBase

/// The calibration of a model: it turns a network's scores into reliable probabilities.
///
/// Temperature scaling (Guo et al., "On Calibration of Modern Neural Networks", 2017): the log probabilities are
/// divided by a temperature and normalised again, which changes how sure the answer is but never which one it is.
/// Both temperatures and the threshold are fitted on clips that the network was not trained on.
public struct Calibration: Sendable, Hashable {
  /// The temperatures that a model can have: far beyond what fitting finds, and far from what overflows.
  static let temperatures = 0.01...100.0

  /// For the whole piece, over the mean log probabilities of its windows; 0.01 to 100, 1 leaves them as they are.
  public var temperature: Double
  /// For one window alone; 0.01 to 100.
  public var segmentTemperature: Double
  /// Below this confidence the answer is called unsure; 0 to 1.
  public var unsureBelow: Double
  /// Above this probability of being none of the genres, the answer is called unsure too; 0 to 1.
  public var outOfScopeAbove: Double
  /// The offsets added to each genre's log probability in each window, in nats, one per label: how much more probable
  /// the genre is in use than in training. Empty for none.
  public var genreOffsets: [Double] = []

  /// Creates a calibration; the default changes nothing and is never unsure.
  public init(
    temperature: Double = 1, segmentTemperature: Double = 1, unsureBelow: Double = 0,
    outOfScopeAbove: Double = 0.5
  ) {
    self.temperature = temperature
    self.segmentTemperature = segmentTemperature
    self.unsureBelow = unsureBelow
    self.outOfScopeAbove = outOfScopeAbove
  }

  var isValid: Bool {
    Self.temperatures.contains(temperature) && Self.temperatures.contains(segmentTemperature)
      && (0...1).contains(unsureBelow) && (0...1).contains(outOfScopeAbove)
      && genreOffsets.allSatisfy { abs($0) <= 100 }
  }

  /// The softmax of `logProbabilities / temperature`.
  package static func probabilities(_ logProbabilities: [Double], temperature: Double) -> [Double] {
    let loudest = logProbabilities.max() ?? 0
    let exponentials = logProbabilities.map { exp(($0 - loudest) / temperature) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }

  /// The natural logarithms of the softmax of one row of logits.
  package static func logProbabilities(logits: some Sequence<Float>) -> [Double] {
    normalized(logits.map(Double.init))
  }

  /// Values less the logarithm of the sum of their exponentials, whose own exponentials then sum to 1.
  package static func normalized(_ values: [Double]) -> [Double] {
    let loudest = values.max() ?? 0
    let logSum = loudest + log(values.reduce(0) { $0 + exp($1 - loudest) })
    return values.map { $0 - logSum }
  }

  /// Whether an answer should not be relied on.
  package func isUnsure(confidence: Double, outOfScope: Double) -> Bool {
    confidence < unsureBelow || outOfScope > outOfScopeAbove
  }
}

extension Calibration: Codable {
  private enum CodingKeys: String, CodingKey {
    case temperature, segmentTemperature, unsureBelow, outOfScopeAbove, genreOffsets
  }

  /// Decodes a calibration, with the default for every key that is absent.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    temperature = try container.decodeIfPresent(Double.self, forKey: .temperature) ?? temperature
    segmentTemperature =
      try container.decodeIfPresent(Double.self, forKey: .segmentTemperature) ?? segmentTemperature
    unsureBelow = try container.decodeIfPresent(Double.self, forKey: .unsureBelow) ?? unsureBelow
    outOfScopeAbove = try container.decodeIfPresent(Double.self, forKey: .outOfScopeAbove) ?? outOfScopeAbove
    genreOffsets = try container.decodeIfPresent([Double].self, forKey: .genreOffsets) ?? genreOffsets
  }
  /// Encodes all keys; no offsets go without saying, as before there were any.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(temperature, forKey: .temperature)
    try container.encode(segmentTemperature, forKey: .segmentTemperature)
    try container.encode(unsureBelow, forKey: .unsureBelow)
    try container.encode(outOfScopeAbove, forKey: .outOfScopeAbove)
    if !genreOffsets.isEmpty { try container.encode(genreOffsets, forKey: .genreOffsets) }
  }
}
