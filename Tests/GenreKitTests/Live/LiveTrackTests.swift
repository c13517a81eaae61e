import Foundation
import GenreKit
import GenreKitTestSupport
import Testing

/// Changes, told by windows that hold what was playing in their time: the mean of what the network would say of each part.
@Suite("Changes of what is playing")
struct LiveTrackTests {
  /// A genre from a time on.
  private typealias Part = (start: Double, scores: [Double])

  private static let window = 3.0
  private let model: GenreModel

  init() throws { model = try Made.model(calibration: Calibration(unsureBelow: 0.5)) }

  private static let (a, b, c) = ([0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8])
  private static let none = [0.9, 0.05, 0.05]

  /// The changes that are told while the parts play up to `end`, and when.
  private func changes(
    _ parts: [Part], until end: Double, step: Double = 0.6
  ) -> [(time: Double, label: LiveLabel?, since: Double)] {
    var track = LiveTrack(model: model, step: step, timeConstant: 30)
    var changes: [(time: Double, label: LiveLabel?, since: Double)] = []
    for index in 1...Int(end / step) {
      let time = Double(index) * step
      let from = max(0, time - Self.window)
      let old = track.take(
        score(of: parts, in: from..<time), audibleCount: Int(43 * (time - from)),
        isLong: 2 * (time - from) >= Self.window, time: time, duration: time - from)
      if old != nil { changes.append((time, track.label, track.since)) }
    }
    return changes
  }

  private func score(of parts: [Part], in range: Range<Double>) -> WindowScore {
    var sum = [0.0, 0, 0]
    for (index, part) in parts.enumerated() {
      let end = index + 1 < parts.count ? parts[index + 1].start : .infinity
      let length = max(0, min(end, range.upperBound) - max(part.start, range.lowerBound))
      for genre in sum.indices { sum[genre] += part.scores[genre] * length }
    }
    let total = sum.reduce(0, +)
    return WindowScore(logProbabilities: sum.map { log($0 / total) })
  }

  @Test("A change at any moment is told once, within two windows", arguments: [0.2, 0.3, 0.6])
  func change(step: Double) {
    for offset in stride(from: 0.0, to: 3, by: 0.1) {
      let start = 30 + offset
      let told = changes([(0, Self.a), (start, Self.b)], until: 90, step: step)
      #expect(told.count == 1 && told.first?.label == .genre(1), "\(offset): \(told)")
      guard let first = told.first else { continue }
      #expect(first.time > start && first.time - start <= 2 * Self.window + 1e-9, "\(offset): \(first)")
      #expect(abs(first.since - start) <= Self.window / 2)
    }
  }

  @Test("Each of several changes is told, back to the first genre as well")
  func changes() {
    let told = changes([(0, Self.a), (30, Self.b), (47.3, Self.c), (61, Self.a)], until: 90)
    #expect(told.map(\.label) == [.genre(1), .genre(2), .genre(0)])
  }

  @Test("One odd window at any moment is no change", arguments: [0.2, 0.3, 0.6])
  func oddWindow(step: Double) {
    for offset in stride(from: 0.0, to: 3, by: 0.1) {
      let parts: [Part] = [(0, Self.a), (30 + offset, Self.b), (33 + offset, Self.a)]
      #expect(changes(parts, until: 90, step: step).isEmpty, "\(offset)")
    }
  }

  @Test("Windows that contradict one another by turns are no change")
  func flicker() {
    let parts = (0..<40).map { index -> Part in (3 * Double(index), index % 3 == 2 ? Self.b : Self.a) }
    #expect(changes(parts, until: 120).isEmpty)
  }

  @Test("A slow drift of the mean is told in the end")
  func drift() {
    // Two windows in three speak for b, none of their series is long enough by itself.
    var parts: [Part] = [(0, Self.none)]
    for index in 10..<70 { parts.append((3 * Double(index), index % 3 == 0 ? Self.a : Self.b)) }
    let told = changes(parts, until: 210)
    #expect(told.map(\.label) == [.genre(1)])
  }

  @Test("Silence is told after a window, and what plays behind it at once")
  func silence() {
    var track = LiveTrack(model: model, step: 0.6, timeConstant: 30)
    let score = WindowScore(logProbabilities: Self.a.map { log($0) })
    func play(_ time: Double) -> LiveLabel? {
      track.take(score, audibleCount: 130, isLong: true, time: time, duration: 3)
    }
    #expect(play(3) == nil && track.label == .genre(0))
    #expect(track.takeSilence(at: 5, duration: 1.5) == nil)
    #expect(track.takeSilence(at: 6.6, duration: 3.1) == .genre(0))
    #expect(track.label == .silence && abs(track.since - 3.5) < 1e-9)
    #expect(track.takeSilence(at: 20, duration: 16.5) == nil)
    #expect(play(30) == .silence && track.label == .genre(0) && track.since == 27)
  }
}
