import Foundation
import GenreKit
import GenreKitTestSupport
import Testing

/// Silence around a recording, or inside it, changes nothing in what is said of its sound.
@Suite("Silence around a piece")
struct PaddingTests {
  private let classifier: GenreClassifier

  init() throws {
    classifier = try GenreClassifier(model: Made.model())
  }

  private func prediction(_ samples: [Float]) throws -> GenrePrediction {
    try classifier.classify(
      AudioSignal(samples: samples, channelCount: 1, sampleRate: 22_050), name: "a")
  }

  private func silence(_ hops: Int) -> [Float] { [Float](repeating: 0, count: 512 * hops) }

  /// How far the scores of two answers are apart.
  private func distance(_ left: GenrePrediction, _ right: GenrePrediction) -> Double {
    let others = Dictionary(uniqueKeysWithValues: right.scores.map { ($0.genre, $0.confidence) })
    return left.scores.map { abs($0.confidence - (others[$0.genre] ?? 9)) }.max() ?? 9
  }

  @Test(
    "Digital silence that holds a whole frame, in front and behind, changes no score",
    arguments: [0.41, 1.2, 3, 4.7, 44.1, 76.3], [(0, 3), (0, 1200), (2, 0), (7, 3), (1163, 43), (2700, 2900)])
  func padding(seconds: Double, hops: (front: Int, behind: Int)) throws {
    let music = Made.samples(seconds: seconds, seed: 4)
    let alone = try prediction(music)
    let padded = try prediction(silence(hops.front) + music + silence(hops.behind))
    #expect(distance(alone, padded) < 1e-9)
    #expect(padded.warnings == alone.warnings && padded.isUnsure == alone.isUnsure)
    let heard = padded.segments.filter { !$0.isSilent }
    #expect(heard.map(\.scores) == alone.segments.map(\.scores))
    let start = Double(512 * hops.front) / 22_050
    #expect(zip(heard, alone.segments).dropFirst().allSatisfy { abs($0.start - $1.start - start) < 1e-6 })
  }

  @Test("Hiss 100 dB below the music counts as silence, in front of it and behind")
  func hiss() throws {
    let music = Made.samples(seconds: 5, seed: 2)
    let hiss = { (hops: Int) in
      Made.samples(seconds: Double(hops) * 512 / 22_050 + 1e-6, seed: 9, level: 0.2e-5)
    }
    let padded = try prediction(hiss(800) + music + hiss(500))
    let flags = padded.segments.map(\.isSilent)
    #expect(flags == Array(repeating: true, count: 7) + [false, false] + Array(repeating: true, count: 4))
    #expect(distance(try prediction(music), padded) < 1e-3)
  }

  @Test("Silence that is no multiple of the hop length moves the frames, and hardly the answer")
  func betweenFrames() throws {
    let music = Made.samples(seconds: 8, seed: 3)
    let padded = try prediction([Float](repeating: 0, count: 22_050) + music)
    #expect(distance(try prediction(music), padded) < 0.01)
    #expect(padded.segments.map(\.isSilent) == [true, false, false, false])
  }

  @Test("Each window has a say by how much of it can be heard")
  func weights() throws {
    let (long, short) = (Made.samples(seconds: 6, seed: 1), Made.samples(seconds: 0.5, seed: 7))
    // Both begin on a frame.
    let gap = silence(345).dropLast(long.count)
    let whole = try prediction(long + gap + short)
    let parts =
      try prediction(long).segments.map { ($0, 130.0) } + prediction(short).segments.map { ($0, 22.0) }
    #expect(parts.count == 3)
    let sums = Dictionary(
      parts.flatMap { part, weight in part.scores.map { ($0.genre, weight * log($0.confidence)) } },
      uniquingKeysWith: +)
    let odds = sums.mapValues { exp($0 / 282) }
    let total = odds.values.reduce(0, +)
    for score in whole.scores {
      #expect(abs(score.confidence - (odds[score.genre] ?? 0) / total) < 1e-6)
    }
    let explanation = try #require(whole.explanation)
    #expect(abs(explanation.logOdds - log(whole.scores[0].confidence / whole.scores[1].confidence)) < 1e-9)
    #expect(whole.warnings.isEmpty)
  }

  @Test("The timeline covers the piece without a gap, silence marked, whatever lies where")
  func timeline() throws {
    let music = Made.samples(seconds: 4, seed: 5)
    for hops in [[0, 60, 0], [3, 200, 3], [20, 60, 20], [400, 500, 700]] {
      let samples = silence(hops[0]) + music + silence(hops[1]) + music + silence(hops[2])
      let prediction = try prediction(samples)
      let segments = prediction.segments
      #expect(segments.first?.start == 0)
      #expect(segments.last?.end == prediction.duration || hops[2] == 0)
      #expect(zip(segments, segments.dropFirst()).allSatisfy { abs($0.end - $1.start) < 1e-9 }, "\(hops)")
      #expect(segments.allSatisfy { $0.end > $0.start && $0.end - $0.start < 3.4 }, "\(hops)")
      let silent = segments.filter(\.isSilent).reduce(0) { $0 + $1.end - $1.start }
      let isMarked = hops.map { $0 > 10 ? Double($0 * 512) / 22_050 : 0 }
      #expect(abs(silent - isMarked.reduce(0, +)) < 0.2, "\(hops)")
      #expect(prediction.explanation?.windows.map(\.start) == segments.map(\.start))
    }
  }

  @Test("A short pause inside the music stays in its window")
  func pause() throws {
    let music = Made.samples(seconds: 6, seed: 6)
    let prediction = try prediction(Array(music[..<60_000]) + silence(30) + music[60_000...])
    #expect(prediction.segments.map(\.isSilent) == [false, false, false])
  }

  @Test("A sound that is shorter than a frame is nothing to hear, wherever it is")
  func click() throws {
    for front in [0, 2, 300] {
      let answer = try prediction(silence(front) + [0.9] + silence(300))
      #expect(answer.isUnsure && answer.warnings.map(\.code) == [.silent], "\(front)")
      #expect(answer.segments.allSatisfy(\.isSilent) && answer.segments.last?.end == answer.duration)
    }
  }
}
