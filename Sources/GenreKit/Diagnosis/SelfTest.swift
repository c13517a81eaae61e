/// A bundled model's answer to a known sound, beside the answer that it should give.
package struct SelfTest: Sendable, Encodable {
  /// The model.
  package let model: String
  /// Whether the answer is the known one: the same genre, and a confidence that differs by ``tolerance`` at most.
  package let passed: Bool
  /// The genre answered; nil where there was no answer.
  package let genre: String?
  /// How sure the model is of it, 0 to 1.
  package let confidence: Double?
  /// Why there was no answer.
  package let error: String?

  /// Processors round differently in the last digits, and no model turns them into more than a thousandth.
  static let tolerance = 0.01

  /// The known answers, taken on x86-64; `Tests/EndToEndTests/Commands/DoctorTests.swift` says how to take them again
  /// after a change of models or features that is meant.
  private static let answers: [String: GenreScore] = [
    "best": GenreScore(genre: "disco", confidence: 0.8964),
    "gru": GenreScore(genre: "jazz", confidence: 0.7534),
    "lstm": GenreScore(genre: "pop", confidence: 0.7328),
  ]

  /// Tries a bundled model.
  init(model: String) {
    self.model = model
    do throws(GenreError) {
      let signal = try KnownSound.signal()
      let options = ClassificationOptions(includesTimeline: false, includesExplanation: false)
      let best = try GenreClassifier(model: .named(model))
        .classify(signal, name: "known sound", options: options).best
      passed = Self.answers[model].map { Self.isSame(best, $0) } ?? false
      genre = best.genre
      confidence = best.confidence.rounded(places: 4)
      error = nil
    } catch {
      passed = false
      genre = nil
      confidence = nil
      self.error = error.description
    }
  }

  private static func isSame(_ answer: GenreScore, _ known: GenreScore) -> Bool {
    answer.genre == known.genre && abs(answer.confidence - known.confidence) <= tolerance
  }
}
