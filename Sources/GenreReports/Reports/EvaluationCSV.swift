internal import GenreBase
import GenreKit
import GenreTraining

/// The answers of an evaluation as comma-separated values, a clip a line.
public struct EvaluationCSV: Sendable {
  private let evaluation: Evaluation

  /// Creates the table.
  public init(_ evaluation: Evaluation) { self.evaluation = evaluation }

  /// The header `file,truth,genre,confidence,unsure,right` and a line a clip; several true genres are separated by
  /// semicolons. A clip that is none of the genres has no truth, and is right if the model is unsure of it.
  public var text: String {
    let lines = (evaluation.answers + evaluation.outOfScopeAnswers).map { answer in
      let truths = answer.truths.sorted().map { evaluation.labels[$0] }.joined(separator: ";")
      return CSVLine.text([
        answer.name, truths, evaluation.labels[answer.genre], answer.confidence.decimals(4),
        "\(answer.isUnsure)", "\(answer.truths.isEmpty ? answer.isUnsure : answer.isRight)",
      ])
    }
    return CSVLine.text(["file", "truth", "genre", "confidence", "unsure", "right"]) + lines.joined()
  }
}
