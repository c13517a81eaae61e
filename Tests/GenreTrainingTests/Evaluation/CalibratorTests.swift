import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTraining
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
    let wrong = ScoredClip(name: "w", truths: [1], windows: [[log(0.34), log(0.33), log(0.33)]])
    let outcome = try GenreCalibrator(precision: 0.5).calibrate(
      model, on: [clips(9, share: 0.9) + [wrong], clips(6, share: 0.6)])
    #expect(outcome.model.calibration.outOfScopeAbove == 0.9)
    let stricter = try GenreCalibrator(outOfScopeAbove: 0.3).calibrate(model, on: [clips(9, share: 0.9)])
    #expect(stricter.model.calibration.outOfScopeAbove == 0.3)
    #expect(
      outcome.model.calibration.temperature < 1,
      "all but one answer are right, and that one is not sure, so all could be surer")
    #expect(outcome.evaluation.answers.count == 16 && outcome.evaluation.correct == 15)
    #expect(outcome.crossFitted.answers.count == 16)
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

  @Test("A handful of clips that are all right makes no answer certain and none unsure, and is warned of")
  func fewClips() throws {
    let outcome = try GenreCalibrator(precision: 0.8).calibrate(Made.model(), on: [clips(3, share: 0.6)])
    #expect(outcome.model.calibration.temperature == 1 && outcome.model.calibration.unsureBelow == 0)
    #expect(outcome.warnings.count == 1 && outcome.warnings[0].contains("on 3 clips: too few"))
    #expect(
      try GenreCalibrator(precision: 0.8).calibrate(Made.model(), on: [clips(20, share: 0.6)]).warnings
        .isEmpty)
  }

  @Test("A calibration that does not fit the model is refused")
  func misfit() throws {
    let model = try Made.model()
    var wrong = Calibration()
    wrong.genreOffsets = [1]
    #expect(throws: GenreError.self) { try model.calibrated(by: wrong) }
    #expect(throws: GenreError.self) { try model.calibrated(by: Calibration(temperature: 0)) }
    #expect(try model.calibrated(by: Calibration(temperature: 2)).calibration.temperature == 2)
  }
}
