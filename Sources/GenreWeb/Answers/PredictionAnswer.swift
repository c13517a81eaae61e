import GenreKit

/// A prediction as the API answers it: the command's JSON, and with it the warnings that the command prints apart:
/// as sentences in English, and their codes in the same order for whoever says them in another language.
struct PredictionAnswer: Encodable {
  /// The spelling of a genre.
  enum Spelling {
    /// As the model names it: `jazz`.
    case plain
    /// With a capital in the two keys of the older API: `Jazz`.
    case capitalized
  }

  let prediction: GenrePrediction
  var spelling = Spelling.plain

  private enum CodingKeys: String, CodingKey {
    case genre, warnings, warningCodes
  }

  func encode(to encoder: any Encoder) throws {
    try prediction.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(prediction.warnings.map(\.message), forKey: .warnings)
    try container.encode(prediction.warnings.map(\.code.name), forKey: .warningCodes)
    if spelling == .capitalized { try container.encode(prediction.best.genre.capital, forKey: .genre) }
  }
}

/// The answers of several models to one file.
struct ComparisonAnswer: Encodable {
  let file: String
  let predictions: [PredictionAnswer]
}
