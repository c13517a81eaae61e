import Foundation
import GenreKit
import GenreKitTestSupport
import GenreReports
import GenreTraining
import Testing

@Suite("Model cards")
struct ModelCardTests {
  private func clips(_ count: Int) -> [ScoredClip] {
    (0..<count).map { index in
      ScoredClip(
        name: "\(index)", truths: [index % 3],
        windows: [(0..<3).map { log($0 == index % 3 ? 0.8 : 0.1) }])
    }
  }

  @Test("A calibration gives a section for each source, or one for sources that other models scored")
  func calibration() throws {
    let outcome = try GenreCalibrator().calibrate(Made.model(), on: [clips(9), clips(6)])
    #expect(outcome.sections(titled: ["one", "two"]).map(\.title) == ["On one", "On two"])
    let together = outcome.section(scoredBy: [("one", "a"), ("two", "b")])
    #expect(together.title.hasPrefix("On 15 clips"))
    #expect(together.remark.hasPrefix("one by a, two by b. For each source, "))
  }
}
