import Foundation
import GenreKit
import Testing

@Suite("The wire formats of a prediction")
struct PredictionFormatTests {
  private let prediction = GenrePrediction(
    file: "my \"song\", live.mp3", model: "gru",
    scores: [
      GenreScore(genre: "jazz", confidence: 0.831_26), GenreScore(genre: "blues", confidence: 0.168_74),
    ],
    isUnsure: false, duration: 241.300_4,
    segments: [
      GenreSegment(start: 0, end: 3, scores: [GenreScore(genre: "jazz", confidence: 0.711_11)]),
      GenreSegment(start: 3, end: 6, scores: [GenreScore(genre: "blues", confidence: 0.5)]),
    ])

  @Test("JSON has exactly the documented keys and values")
  func json() throws {
    let text = try prediction.json()
    let expected = #"""
      {"confidence":0.8313,"duration":241.3,"file":"my \"song\", live.mp3","genre":"jazz","model":"gru",
      "scores":[{"confidence":0.8313,"genre":"jazz"},{"confidence":0.1687,"genre":"blues"}],
      "segments":[{"confidence":0.7111,"end":3,"genre":"jazz","start":0},{"confidence":0.5,"end":6,"genre":"blues","start":3}],
      "unsure":false}
      """#
    #expect(text == expected.split(separator: "\n").joined())
  }

  @Test("What was encoded decodes to the same JSON")
  func roundTrip() throws {
    let text = try prediction.json()
    let decoded = try JSONDecoder().decode(GenrePrediction.self, from: Data(text.utf8))
    #expect(try decoded.json() == text)
  }

  @Test("CSV quotes what needs it and has a column a genre, in the model's order")
  func csv() {
    #expect(
      PredictionCSV.header(labels: ["blues", "jazz"])
        == "file,model,genre,confidence,unsure,duration,blues,jazz\n")
    #expect(
      PredictionCSV.row(prediction, labels: ["blues", "jazz"])
        == "\"my \"\"song\"\", live.mp3\",gru,jazz,0.8313,false,241.300,0.1687,0.8313\n")
  }

  @Test("The likeliest genres are kept, at least one")
  func top() {
    #expect(prediction.keepingTop(1).scores.map(\.genre) == ["jazz"])
    #expect(prediction.keepingTop(0).scores.count == 1)
    #expect(prediction.keepingTop(9).scores.count == 2)
  }

  @Test("A timeline is condensed by the mean, and covers the piece")
  func condensed() {
    let segments = (0..<100).map { (index: Int) -> GenreSegment in
      let (first, second) = index < 50 ? ("jazz", "blues") : ("blues", "jazz")
      let scores = [GenreScore(genre: first, confidence: 0.8), GenreScore(genre: second, confidence: 0.2)]
      return GenreSegment(start: Double(3 * index), end: Double(3 * index + 3), scores: scores)
    }
    let long = GenrePrediction(
      file: "a", model: "gru", scores: prediction.scores, isUnsure: false, duration: 300, segments: segments)
    let condensed = long.condensedSegments(atMost: 30)
    #expect(condensed.count == 30)
    #expect(condensed[0].start == 0 && condensed[29].end == 300)
    #expect(zip(condensed, condensed.dropFirst()).allSatisfy { $0.end == $1.start })
    #expect(
      condensed.prefix(15).allSatisfy { $0.best.genre == "jazz" && abs($0.best.confidence - 0.8) < 1e-9 })
    #expect(long.condensedSegments(atMost: 1).count == 1)
  }
}
