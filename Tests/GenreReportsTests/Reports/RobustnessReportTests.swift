import Foundation
import GenreKit
import GenreReports
import GenreTraining
import Testing

@Suite("Reports of robustness")
struct RobustnessReportTests {
  /// Four clips of two genres; the change turns two of three right answers.
  private var turned: Robustness {
    func evaluation(_ shares: [Double]) -> Evaluation {
      let clips = zip(shares, [0, 0, 0, 1]).map { share, truth in
        ScoredClip(name: "\(truth), \(share)", truths: [truth], windows: [[log(share), log(1 - share)]])
      }
      return Evaluation(clips, labels: ["x", "y"], calibration: Calibration(unsureBelow: 0.65))
    }
    return Robustness(
      unchanged: evaluation([0.8, 0.7, 0.4, 0.1]),
      changed: [(.mono, evaluation([0.8, 0.3, 0.6, 0.8]))],
      omissions: [Robustness.Omission(change: "MP3 at 32 kbit/s", reason: "there is no encoder")])
  }

  @Test("The table's figures are those computed by hand, and what is missing is named")
  func markdown() {
    let text = RobustnessReport(turned).markdown
    #expect(text.contains("| unchanged | – | 3 of 4: 75.0 % (30.1 % to 95.4 %) | 83.3 % | 1 |"))
    #expect(text.contains("| mono | 3: 75.0 % | 2 of 4: 50.0 % (15.0 % to 85.0 %) | 33.3 % | 1 |"))
    #expect(text.hasSuffix("\nNot measured: MP3 at 32 kbit/s, because there is no encoder.\n"))
  }

  @Test("JSON, CSV and HTML say the same")
  func formats() throws {
    let json = try RobustnessReport(turned).json()
    let summary = try JSONDecoder().decode(RobustnessSummary.self, from: Data(json.utf8))
    #expect(summary == RobustnessSummary(turned))
    #expect(summary.changes[0].changed == 3 && summary.changes[0].figures.tracks.correct == 2)
    let lines = RobustnessCSV(turned).text.split(separator: "\n")
    #expect(lines[0] == "change,file,truth,genre,confidence,unsure,right,differs")
    #expect(lines[1] == ",\"0, 0.8\",x,x,0.8000,false,true,false")
    #expect(lines[6] == "mono,\"0, 0.3\",x,y,0.7000,false,false,true")
    #expect(lines.count == 9)
    let page = RobustnessReport(turned).html(title: "<gru> & more")
    #expect(page.contains("<h1>&lt;gru&gt; &amp; more</h1>") && page.contains("there is no encoder"))
  }
}
