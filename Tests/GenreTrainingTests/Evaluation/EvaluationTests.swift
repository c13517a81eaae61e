import Foundation
import GenreKit
import GenreTraining
import Testing

@Suite("What a model is worth")
struct EvaluationTests {
  /// Log probabilities of one window that gives `share` to `genre` and the rest to the others.
  private func window(_ genre: Int, _ share: Double, of count: Int = 3) -> [Double] {
    (0..<count).map { log($0 == genre ? share : (1 - share) / Double(count - 1)) }
  }

  @Test(
    "Windows are averaged as log probabilities, so that one doubtful window does not outvote two sure ones")
  func average() {
    let clip = ScoredClip(name: "a", truths: [0], windows: [window(0, 0.9), window(0, 0.9), window(1, 0.5)])
    let evaluation = Evaluation([clip], labels: ["x", "y", "z"], calibration: Calibration())
    #expect(evaluation.accuracy == 1)
    #expect(evaluation.segmentAccuracy == 2.0 / 3)
    let means = (0..<3).map { index in clip.windows.reduce(0) { $0 + $1[index] } / 3 }
    let expected = exp(means[0]) / means.reduce(0) { $0 + exp($1) }
    #expect(abs(evaluation.answers[0].confidence - expected) < 1e-12)
  }

  @Test("Any of several true genres is right, and such clips stay out of the confusion matrix")
  func severalTruths() {
    let clip = ScoredClip(name: "a", truths: [1, 2], windows: [window(2, 0.8)])
    let evaluation = Evaluation([clip], labels: ["x", "y", "z"], calibration: Calibration())
    #expect(evaluation.correct == 1)
    #expect(evaluation.confusion.total == 0)
    #expect(abs(evaluation.loss + log(0.9)) < 1e-12)
  }

  @Test("Temperature changes how sure, never which")
  func temperature() {
    let clips = [ScoredClip(name: "a", truths: [0], windows: [window(0, 0.6), window(1, 0.5)])]
    let answers = [0.2, 1, 5].map {
      Evaluation(clips, labels: ["x", "y", "z"], calibration: Calibration(temperature: $0)).answers[0]
    }
    #expect(Set(answers.map(\.genre)).count == 1)
    #expect(answers[0].confidence > answers[1].confidence && answers[1].confidence > answers[2].confidence)
  }

  @Test("The fitted temperature finds the one by which the scores were spoilt")
  func fit() {
    // Two genres; confidence 0.75 is right three times of four: calibrated. Sharpened by 3, the fit must undo it.
    let clips = (0..<400).map { index in
      let truth = index % 4 == 0 ? 1 : 0
      return ScoredClip(name: "\(index)", truths: [truth], windows: [[log(0.75) * 3, log(0.25) * 3]])
    }
    let calibration = Calibration.fitted(to: clips, precision: 0.7)
    #expect(abs(calibration.temperature - 3) < 0.01)
    let evaluation = Evaluation(clips, labels: ["x", "y"], calibration: calibration)
    #expect(evaluation.calibrationError.value < 0.01)
    #expect(evaluation.whenSure.accuracy >= 0.7)
  }

  @Test("Fitted to the others: each source is judged by what the rest of them say")
  func crossFit() {
    // Confidence 0.75 is right three times of four in one source; in the other, where it is sharpened by 3, as often.
    func source(_ sharpness: Double) -> [ScoredClip] {
      (0..<400).map { index in
        let truth = index % 4 == 0 ? 1 : 0
        let row = [log(0.75) * sharpness, log(0.25) * sharpness]
        return ScoredClip(name: "\(sharpness) \(index)", truths: [truth], windows: [row])
      }
    }
    let labels = ["x", "y"]
    let alike = Evaluation.crossFitted([source(3), source(3), source(3)], labels: labels, precision: 0.7)
    #expect(alike.answers.count == 1200 && alike.calibrationError.value < 0.01)
    #expect(alike.answers.map(\.name) == [source(3), source(3), source(3)].flatMap { $0 }.map(\.name))
    // The first is divided by 3 and so too doubtful, the second is not and so too sure.
    let unlike = Evaluation.crossFitted([source(1), source(3)], labels: labels, precision: 0.7)
    let third = pow(3, 1.0 / 3) / (pow(3, 1.0 / 3) + 1)
    #expect(abs(unlike.answers[0].confidence - third) < 1e-3)
    #expect(abs(unlike.answers[400].confidence - 27.0 / 28) < 1e-3)
    #expect(abs(unlike.calibrationError.value - ((0.75 - third) + (27.0 / 28 - 0.75)) / 2) < 1e-3)
    let alone = Evaluation.crossFitted([source(3)], labels: labels, precision: 0.7)
    let calibration = Calibration.fitted(to: source(3), precision: 0.7)
    #expect(alone == Evaluation(source(3), labels: labels, calibration: calibration))
  }

  @Test("Answers of one confidence are above the threshold together or not at all")
  func ties() {
    let right = ScoredClip(name: "a", truths: [0], windows: [window(0, 0.9)])
    let wrong = ScoredClip(name: "b", truths: [1], windows: [window(0, 0.9)])
    let surer = ScoredClip(name: "c", truths: [0], windows: [window(0, 0.99)])
    for clips in [[right, wrong, surer], [wrong, surer, right]] {
      let calibration = Calibration.fitted(to: clips, precision: 1)
      let answers = Evaluation(clips, labels: ["x", "y", "z"], calibration: calibration).answers
      #expect(answers.filter { !$0.isUnsure }.map(\.name) == ["c"])
    }
  }

  @Test("Where no confidence is right often enough, everything is unsure")
  func neverRight() {
    let clips = (0..<10).map { ScoredClip(name: "\($0)", truths: [1], windows: [window(0, 0.9)]) }
    let calibration = Calibration.fitted(to: clips, precision: 0.9)
    #expect(calibration.unsureBelow == 1)
    let answers = Evaluation(clips, labels: ["x", "y", "z"], calibration: calibration).answers
    #expect(answers.allSatisfy { $0.isUnsure })
  }

  @Test("Wilson's interval: figures computed by hand and at the edges")
  func wilson() {
    let half = WilsonInterval(successes: 50, trials: 100)
    #expect(abs(half.lower - 0.403_83) < 1e-4 && abs(half.upper - 0.596_17) < 1e-4)
    #expect(WilsonInterval(successes: 0, trials: 10).lower == 0)
    #expect(abs(WilsonInterval(successes: 0, trials: 10).upper - 0.277_53) < 1e-4)
    #expect(abs(WilsonInterval(successes: 10, trials: 10).upper - 1) < 1e-12)
    #expect(WilsonInterval(successes: 0, trials: 0) == WilsonInterval(successes: 0, trials: -1))
  }

  @Test("Recall, precision and F1 of a matrix computed by hand")
  func confusion() {
    var matrix = ConfusionMatrix(labels: ["x", "y", "z"])
    for (truth, answer, count) in [(0, 0, 3), (0, 1, 1), (1, 1, 2)] {
      for _ in 0..<count { matrix.record(truth: truth, answer: answer) }
    }
    #expect(matrix.total == 6 && matrix.correct == 5)
    #expect(matrix.recall(0) == 0.75 && matrix.recall(1) == 1 && matrix.recall(2) == nil)
    #expect(matrix.precision(1) == 2.0 / 3 && matrix.precision(2) == nil)
    #expect(matrix.f1(1) == 0.8)
    #expect(matrix.meanRecall == 0.875)
  }

  @Test("Calibration error weighs bins by their clips")
  func calibrationError() {
    let answers = [(0.95, true), (0.95, false), (0.55, true)].map { (confidence: $0.0, isRight: $0.1) }
    let error = ExpectedCalibrationError(answers: answers)
    #expect(abs(error.value - (2 * 0.45 + 0.45) / 3) < 1e-12)
    #expect(error.bins.count == 10 && error.bins[9].count == 2)
  }

  @Test(
    "Where a label is a set, what is given to all of it is compared with the truth; elsewhere the confidence")
  func calibrationOfSets() {
    // Genres: w stands for itself, z too, though the set has it; x and y only in the set.
    let row = [0.1, 0.3, 0.35, 0.25].map { log($0) }
    func clip(_ truths: Set<Int>, _ windows: [[Double]]) -> ScoredClip {
      ScoredClip(name: "\(truths)", truths: truths, windows: windows)
    }
    let others = [clip([0], [window(0, 0.7, of: 4)]), clip([3], [window(3, 0.7, of: 4)])]
    let labels = ["w", "x", "y", "z"]
    let coarse = Evaluation(
      [clip([1, 2, 3], [row])] + others, labels: labels, calibration: Calibration())
    // y is right for pieces of x and y; a piece of z is labelled z, and y would be wrong.
    #expect(abs(coarse.answers[0].likelihoodOfRight - 0.65) < 1e-12)
    #expect(abs(coarse.answers[0].confidence - 0.35) < 1e-12)
    // w is right for w alone; z for z and for all that is labelled with the set.
    #expect(abs(coarse.answers[1].likelihoodOfRight - 0.7) < 1e-12)
    #expect(abs(coarse.answers[2].likelihoodOfRight - 0.9) < 1e-12)
    #expect(abs(coarse.calibrationError.value - (0.35 + 0.3 + 0.1) / 3) < 1e-12)
    #expect(abs(coarse.genreCalibrationError.value - (0.65 + 0.3 + 0.3) / 3) < 1e-12)
    let fine = Evaluation([clip([2], [row])] + others, labels: labels, calibration: Calibration())
    #expect(fine.answers.allSatisfy { $0.likelihoodOfRight == $0.confidence })
  }

  @Test("The figures for a program: by clip and by segment, each with its interval")
  func summary() {
    let clips = [
      ScoredClip(name: "a", truths: [0], windows: [window(0, 0.9), window(0, 0.9), window(1, 0.5)]),
      ScoredClip(name: "b", truths: [1], windows: [window(2, 0.9)]),
    ]
    let evaluation = Evaluation(clips, labels: ["x", "y", "z"], calibration: Calibration())
    let summary = EvaluationSummary(evaluation)
    #expect(summary.tracks.correct == 1 && summary.tracks.total == 2)
    #expect(summary.segments.correct == 2 && summary.segments.total == 4)
    #expect(summary.segments.interval == WilsonInterval(successes: 2, trials: 4))
    #expect(summary.segmentConfusion.counts == [[2, 1, 0], [0, 0, 1], [0, 0, 0]])
    #expect(summary.genres[2].recall == nil && summary.genres[2].recallInterval == nil)
  }
}
