import Foundation
import GenreKit
import GenreReports
import GenreTraining
import Testing

@Suite("Reports of an evaluation")
struct EvaluationReportTests {
  /// Four clips of two genres, three of them right; the last says `y` with probability 0.9.
  private var evaluation: Evaluation {
    func clip(_ name: String, truth: Int, share: Double) -> ScoredClip {
      ScoredClip(name: name, truths: [truth], windows: [[log(share), log(1 - share)]])
    }
    let clips = [
      clip("a", truth: 0, share: 0.8), clip("b", truth: 0, share: 0.7), clip("c, d", truth: 0, share: 0.4),
      clip("e", truth: 1, share: 0.1),
    ]
    return Evaluation(clips, labels: ["x", "y"], calibration: Calibration(unsureBelow: 0.65))
  }

  @Test("The Markdown names the figures that can be computed by hand")
  func markdown() {
    let text = EvaluationReport(evaluation).markdown
    #expect(text.contains("| clips right | 3 of 4: 75.0 % (95 %: 30.1 % to 95.4 %) |"))
    #expect(text.contains("| mean recall over the labels | 83.3 % |"))
    #expect(text.contains("| not marked unsure | 75.0 %, of these right 100.0 % |"))
    #expect(text.contains("| x | 3 | 66.7 % (20.8 % to 93.9 %) | 100.0 % | 80.0 % |"))
    #expect(text.contains("| x | 2 | 1 |") && text.contains("| y | · | 1 |"))
  }

  @Test("A label that is a set of genres counts as one label, with a row of its own")
  func sets() {
    func clip(_ name: String, _ truths: Set<Int>, _ shares: [Double]) -> ScoredClip {
      ScoredClip(name: name, truths: truths, windows: [shares.map { log($0) }])
    }
    let clips = [
      clip("a", [0], [0.8, 0.1, 0.1]), clip("b", [1, 2], [0.2, 0.2, 0.6]),
      clip("c", [1, 2], [0.2, 0.5, 0.3]),
      clip("d", [1, 2], [0.6, 0.2, 0.2]), clip("e", [1, 2], [0.6, 0.2, 0.2]),
    ]
    let evaluation = Evaluation(clips, labels: ["x", "y", "z"], calibration: Calibration())
    #expect(evaluation.meanRecall == 0.75)
    #expect(evaluation.labelCounts.map(\.correct) == [1, 2])
    #expect(
      EvaluationReport(evaluation).markdown.contains("| y or z | 4 | 50.0 % (15.0 % to 85.0 %) | – | – |"))
    // What the set was taken for, and how often an answer with one of its genres was right.
    #expect(EvaluationReport(evaluation).markdown.contains("| y or z | 2 | 1 | 1 |"))
    #expect(evaluation.precision(0) == 1.0 / 3 && evaluation.precision(1) == 1)
    let labels = EvaluationSummary(evaluation).labels
    #expect(
      labels.map(\.genres) == [["x"], ["y", "z"]] && labels.map(\.answers) == [[1, 0, 0], [2, 1, 1]])
  }

  @Test("Clips that are none of the genres stay out of every figure but their own")
  func outOfScope() {
    let unsure = ScoredClip(name: "u", truths: [], windows: [[log(0.6), log(0.4)]])
    let sure = ScoredClip(name: "s", truths: [], windows: [[log(0.9), log(0.1)]])
    let clip = ScoredClip(name: "c", truths: [0], windows: [[log(0.9), log(0.1)]])
    let calibration = Calibration(unsureBelow: 0.65)
    let evaluation = Evaluation([unsure, clip, sure], labels: ["x", "y"], calibration: calibration)
    let alone = Evaluation([clip], labels: ["x", "y"], calibration: calibration)
    #expect(evaluation.answers == alone.answers && evaluation.loss == alone.loss)
    #expect(evaluation.segments == alone.segments && evaluation.labelCounts.map(\.total) == [1])
    #expect(EvaluationReport(evaluation).markdown.contains("| out of scope, and marked unsure | 1 of 2 |"))
    #expect(EvaluationCSV(evaluation).text.hasSuffix("u,,x,0.6000,true,true\ns,,x,0.9000,false,false\n"))
    #expect(EvaluationSummary(alone).outOfScope == nil)
  }

  @Test("The CSV has a line a clip, quoted where it must be")
  func csv() {
    let lines = EvaluationCSV(evaluation).text.split(separator: "\n")
    #expect(lines[0] == "file,truth,genre,confidence,unsure,right")
    #expect(lines[1] == "a,x,x,0.8000,false,true")
    #expect(lines[3] == "\"c, d\",x,y,0.6000,true,false")
    #expect(lines.count == 5)
  }

  @Test("The JSON reads as the summary; the page has a plot, no script, and the title as text")
  func formats() throws {
    let text = try EvaluationReport(evaluation).json()
    #expect(
      try JSONDecoder().decode(EvaluationSummary.self, from: Data(text.utf8)) == EvaluationSummary(evaluation)
    )
    let page = EvaluationPage(evaluation, title: "a < b").html
    #expect(page.contains("a &lt; b") && !page.contains("<script") && page.contains("<svg"))
  }
}
