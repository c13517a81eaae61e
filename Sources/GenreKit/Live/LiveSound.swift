/// What a stream sounds like at a moment.
public enum LiveSound: String, Sendable, Hashable, Codable {
  /// Music of a genre that the model knows.
  case music
  /// Out of scope: speech, noise, or music of other kinds. Only models that can tell it say so.
  case noMusic
  /// Silence, for a second at least.
  case silence
  /// Too little sound for an answer: less than a second.
  case pending
}
