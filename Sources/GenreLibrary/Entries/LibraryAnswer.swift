import GenreKit

/// What a model answered about a file of a music library.
public struct LibraryAnswer: Sendable, Hashable {
  /// All genres with their confidences, falling.
  public let scores: [GenreScore]
  /// Whether the answer should not be relied on.
  public let isUnsure: Bool
  /// How probable it is that the recording is out of scope, 0 to 1; nil from models that do not say.
  public let outOfScope: Double?
  /// The length of the recording in seconds.
  public let duration: Double
  /// Warnings about the recording.
  public let warnings: [LibraryWarning]
  /// The name of the model.
  public let model: String
  /// A fingerprint of all that the model's answers depend on, 16 hexadecimal digits.
  public let modelVersion: String
  /// How much of a recording was to be analysed, in seconds; nil for all. A shorter recording was analysed whole.
  public let sample: Double?

  /// The most probable genre.
  public var best: GenreScore { scores.first ?? GenreScore(genre: "", confidence: 0) }
}

/// A warning about a recording, as it was when that was classified.
public struct LibraryWarning: Sendable, Hashable, Codable {
  /// A code for programs, such as `truncated`.
  public let code: String
  /// The cause and its consequence, in one line.
  public let message: String

  /// Creates a warning.
  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}
