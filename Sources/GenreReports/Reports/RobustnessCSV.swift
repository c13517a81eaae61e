internal import GenreBase
import GenreKit
import GenreTraining

/// The answers to clips as they are and changed, as comma-separated values.
public struct RobustnessCSV: Sendable {
  private let robustness: Robustness

  /// Creates the table.
  public init(_ robustness: Robustness) { self.robustness = robustness }

  /// The header `change,file,truth,genre,confidence,unsure,right,differs` and a line a clip and change; `change` is
  /// empty for a clip as it is, and several true genres are separated by semicolons.
  public var text: String {
    let header = CSVLine.text([
      "change", "file", "truth", "genre", "confidence", "unsure", "right", "differs",
    ])
    let unchanged = robustness.unchanged.answers.map { line($0, change: "", differs: false) }
    let changed = robustness.rows.flatMap { row in
      zip(row.evaluation.answers, row.isChanged).map { line($0, change: row.change.name, differs: $1) }
    }
    return header + (unchanged + changed).joined()
  }

  private func line(_ answer: Evaluation.Answer, change: String, differs: Bool) -> String {
    let labels = robustness.unchanged.labels
    return CSVLine.text([
      change, answer.name, answer.truths.sorted().map { labels[$0] }.joined(separator: ";"),
      labels[answer.genre], answer.confidence.decimals(4), "\(answer.isUnsure)", "\(answer.isRight)",
      "\(differs)",
    ])
  }
}
