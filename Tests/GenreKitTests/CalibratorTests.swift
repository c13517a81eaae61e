import Foundation
import GenreKit
import Testing

@Suite("Calibrating a model anew")
struct CalibratorTests {
  private func clips(_ count: Int, share: Double) -> [ScoredClip] {
    (0..<count).map { index in
      ScoredClip(
        name: "\(index)", truths: [index % 3],
        windows: [(0..<3).map { log($0 == index % 3 ? share : (1 - share) / 2) }])
    }
  }

  @Test("Confidence is fitted to all clips; what is out of scope stays where it was")
  func fit() throws {
    var model = try Made.model(calibration: Calibration(outOfScopeAbove: 0.9))
    model.calibration.temperature = 3
    let outcome = try GenreCalibrator(precision: 0.5).calibrate(
      model, on: [clips(9, share: 0.9), clips(6, share: 0.6)])
    #expect(outcome.model.calibration.outOfScopeAbove == 0.9)
    #expect(outcome.model.calibration.temperature < 1, "every answer is right, so all could be surer")
    #expect(outcome.evaluation.answers.count == 15 && outcome.evaluation.correct == 15)
    #expect(outcome.crossFitted.answers.count == 15)
    #expect(outcome.sections(titled: ["one", "two"]).map(\.title) == ["On one", "On two"])
    let together = outcome.section(scoredBy: [("one", "a"), ("two", "b")])
    #expect(together.remark.hasPrefix("one by a, two by b. For each of them"))
  }

  @Test("What scores the clips is uncalibrated, and has the genres of the model; no clips are refused")
  func refusals() throws {
    let model = try Made.model(calibration: Calibration(temperature: 4))
    let calibrator = GenreCalibrator()
    #expect(try calibrator.scorer(model, for: model).calibration == Calibration())
    let other = try Made.model(labels: ["a", "b", "d"])
    #expect(throws: GenreError.self) { try calibrator.scorer(other, for: model) }
    let error = #expect(throws: GenreError.self) { try calibrator.calibrate(model, on: [[]]) }
    #expect(error?.code == .invalidData)
  }
}
