import Foundation
import GenreKit
import GenreReports
import GenreTraining
import Testing

/// A mark that joins its neighbour makes one Character of the two; what reads HTML and CSV goes by code points.
@Suite("Names with joining marks in pages and tables")
struct AwkwardNamesTests {
  private let labels = ["a\u{0600},b", "c\u{0600}<i>\u{0301}\"", "d"]

  private var evaluation: Evaluation {
    let clip = ScoredClip(name: "x\u{0600},y\u{200D}\"z", truths: [1], windows: [[-3, -0.1, -4]])
    return Evaluation([clip], labels: labels, calibration: Calibration())
  }

  @Test("No bracket and no quote gets through into a page")
  func page() {
    let html = EvaluationPage(evaluation, title: "m\u{0600}<img src=x>").html
    let scalars = Array(html.unicodeScalars)
    for (index, scalar) in scalars.enumerated() where scalar.value == 0x600 {
      #expect(!["<", "\"", ">"].contains(scalars[index + 1]))
    }
    #expect(html.unicodeScalars.count { $0.value == 0x600 } > 2)
  }

  @Test("A line of CSV has as many columns as the header")
  func table() {
    let lines = EvaluationCSV(evaluation).text.split(separator: "\n")
    #expect(
      lines[1].unicodeScalars.starts(with: "\"x\u{0600},y\u{200D}\"\"z\",\"c\u{0600}<i>".unicodeScalars))
  }
}
