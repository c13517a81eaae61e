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

  /// Twenty clips, each a little less sure than the one before; those from `right` on are wrong.
  private func source(right: Int) -> [ScoredClip] {
    (0..<20).map { index in
      let share = 0.9 - 0.01 * Double(index)
      return ScoredClip(
        name: "\(index)", truths: [index < right ? 0 : 2],
        windows: [[log(share), log((1 - share) / 2), log((1 - share) / 2)]])
    }
  }

  @Test("The precision holds in each source by itself where that is asked for")
  func eachSource() throws {
    // Over both sources three in four are right, in the second alone one in two.
    let sources = [source(right: 20), source(right: 10)]
    var calibrator = GenreCalibrator(precision: 0.75)
    let pooled = try calibrator.calibrate(Made.model(), on: sources).model
    #expect(pooled.calibration.unsureBelow == 0)
    calibrator.holdsInEachSource = true
    let each = try calibrator.calibrate(Made.model(), on: sources).model
    let second = Evaluation(sources[1], labels: each.labels, calibration: each.calibration).answers
    let sure = second.filter { !$0.isUnsure }
    #expect(sure.count == 13 && sure.count { $0.isRight } == 10)
    #expect(each.calibration.temperature == pooled.calibration.temperature)
    // A source of few clips, or one that is never right, raises nothing.
    for odd in [Array(source(right: 10).prefix(12).suffix(4)), source(right: 0)] {
      let with = try calibrator.calibrate(Made.model(), on: [source(right: 20), odd]).model.calibration
      let without = Calibration.fitted(to: source(right: 20) + odd, precision: 0.75)
      #expect(with.unsureBelow == without.unsureBelow)
    }
  }

  @Test("At most the given fraction of clips that are none of the genres is answered surely")
  func outOfScopeRate() throws {
    let labels = ["a", "b", "c"]
    let model = try Made.model(labels: labels, rejectsOutOfScope: true)
    let others = (0..<10).map { index in
      ScoredClip(
        name: "o\(index)", truths: [], windows: [[log(0.98), log(0.01), log(0.01)]],
        outOfScope: 0.05 * Double(index))
    }
    for (rate, sure) in [(0.0, 0), (0.2, 2), (1.0, 10)] {
      var calibrator = GenreCalibrator(precision: 0.5)
      calibrator.outOfScopeRate = rate
      let calibration = try calibrator.calibrate(model, on: [clips(30, share: 0.9), others]).model.calibration
      let answered = Evaluation(others, labels: labels, calibration: calibration).answers
      #expect(answered.count { !$0.isUnsure } <= sure, "\(rate): \(calibration.outOfScopeAbove)")
      #expect(rate < 1 || calibration.outOfScopeAbove == 0.5)
    }
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
    #expect(outcome.warnings.count == 1 && outcome.warnings[0].contains("on 3 clips, which is too few"))
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
