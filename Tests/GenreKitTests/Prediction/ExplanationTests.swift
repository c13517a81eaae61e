import Foundation
import GenreKit
import GenreKitTestSupport
import Testing

@Suite("Why an answer is what it is")
struct ExplanationTests {
  private let classifier: GenreClassifier

  init() throws {
    let calibration = Calibration(temperature: 0.37, segmentTemperature: 2)
    classifier = try GenreClassifier(model: Made.model(calibration: calibration))
  }

  private func prediction(_ samples: [Float]) throws -> GenrePrediction {
    try classifier.classify(
      AudioSignal(samples: samples, channelCount: 1, sampleRate: 22_050), name: "a")
  }

  @Test(
    "The contributions sum to the log odds of the answer against the second, whatever the temperature",
    arguments: [1.0, 3, 10, 47.5])
  func sum(seconds: Double) throws {
    let prediction = try prediction(Made.samples(seconds: seconds, seed: UInt64(seconds)))
    let explanation = try #require(prediction.explanation)
    #expect(explanation.genre == prediction.best.genre && explanation.second == prediction.scores[1])
    #expect(explanation.windows.map(\.start) == prediction.segments.map(\.start))
    #expect(explanation.windows.map(\.end) == prediction.segments.map(\.end))
    let odds = log(prediction.scores[0].confidence / prediction.scores[1].confidence)
    #expect(abs(explanation.logOdds - odds) < 1e-9)
    #expect(explanation.supporterCount > 0)
  }

  @Test("A window alone says what it says in the piece, in its part")
  func alone() throws {
    let model = try Made.model()
    let classifier = try GenreClassifier(model: model)
    let samples = Made.samples(seconds: 9.1, seed: 3)
    let whole = try classifier.classify(
      AudioSignal(samples: samples, channelCount: 1, sampleRate: 22_050), name: "a")
    let explanation = try #require(whole.explanation)
    #expect(explanation.windows.count == 3)
    for (window, segment) in zip(explanation.windows, whole.segments) {
      func confidence(_ genre: String) throws -> Double {
        try #require(segment.scores.first { $0.genre == genre }).confidence
      }
      let said = try log(confidence(explanation.genre) / confidence(explanation.second.genre)) / 3
      #expect(abs(window.contribution - said) < 1e-9)
    }
  }

  @Test("Silent windows say nothing; where all is silent there is nothing to explain")
  func silence() throws {
    let music = Made.samples(seconds: 9)
    let gap = Array(repeating: Float(0), count: 12 * 22_050)
    let explanation = try #require(try prediction(music + gap + music).explanation)
    let silent = explanation.windows.filter { $0.contribution == 0 }
    #expect(silent.map { Int(($0.start * 10).rounded()) } == [90, 120, 150, 180])
    #expect(try prediction(gap).explanation == nil)
  }

  private let made = Explanation(
    genre: "jazz", second: GenreScore(genre: "blues", confidence: 0.123_45),
    windows: [1.5, -0.5, 0.25, 0, 0.123_456_789].enumerated().map {
      Explanation.Window(start: Double($0 * 3), end: Double($0 * 3 + 3), contribution: $1)
    })

  @Test("Shares are of all that was said, and drawing windows together keeps the odds")
  func shares() {
    #expect(made.supporterCount == 3 && made.opponentCount == 1)
    let total = made.windows.reduce(0) { $0 + abs(made.share(of: $1)) }
    #expect(abs(total - 1) < 1e-12)
    #expect(made.share(of: made.windows[1]) < 0)
    for count in 1...6 {
      let condensed = made.condensed(atMost: count)
      #expect(condensed.windows.count == min(count, 5))
      #expect(abs(condensed.logOdds - made.logOdds) < 1e-12)
      #expect(condensed.windows[0].start == 0 && condensed.windows.last?.end == 15)
    }
  }

  @Test("The JSON has exactly the documented keys, and decodes to the same JSON")
  func json() throws {
    var prediction = try prediction(Made.samples(seconds: 3))
    prediction.explanation = made
    let text = try prediction.json()
    let expected = #"""
      "explanation":{"genre":"jazz","logOdds":1.373457,"second":{"confidence":0.1235,"genre":"blues"},
      "windows":[{"contribution":1.5,"end":3,"start":0},{"contribution":-0.5,"end":6,"start":3},
      {"contribution":0.25,"end":9,"start":6},{"contribution":0,"end":12,"start":9},
      {"contribution":0.123457,"end":15,"start":12}]}
      """#
    #expect(text.contains(expected.split(separator: "\n").joined()))
    let decoded = try JSONDecoder().decode(GenrePrediction.self, from: Data(text.utf8))
    #expect(try decoded.json() == text)
    #expect(prediction.keepingTop(1).explanation == made)
    prediction.explanation = nil
    #expect(try !prediction.json().contains("explanation"))
  }
}
