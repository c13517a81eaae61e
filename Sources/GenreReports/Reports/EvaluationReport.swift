import GenreKit
import GenreTraining

/// An evaluation as text for a person, or as the part of a model card that it fills.
public struct EvaluationReport: Sendable {
  private let evaluation: Evaluation
  private let summary: EvaluationSummary

  /// Creates a report.
  public init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
    summary = EvaluationSummary(evaluation)
  }

  /// The figures as pretty JSON, ended by a newline: the keys are those of ``EvaluationSummary``.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` for a figure that is no number.
  public func json() throws(GenreError) -> String {
    try JSONText.encode(summary, pretty: true) + "\n"
  }

  /// Figures, per-genre table and confusion matrix in Markdown, ended by a newline.
  public var markdown: String {
    let sure = evaluation.whenSure
    let interval = evaluation.interval
    let lines = [
      "| figure | value |", "| --- | --- |",
      "| clips right | \(evaluation.correct) of \(evaluation.answers.count): \(percent(evaluation.accuracy)) "
        + "(95 %: \(percent(interval.lower)) to \(percent(interval.upper))) |",
      "| mean recall over the labels | \(percent(evaluation.meanRecall)) |",
      "| windows right | \(evaluation.segments.correct) of \(evaluation.segments.total): "
        + "\(percent(evaluation.segmentAccuracy)) (95 %: \(percent(evaluation.segmentInterval.lower)) to "
        + "\(percent(evaluation.segmentInterval.upper))) |",
      "| loss by clip | \(decimal(evaluation.loss)) |",
      "| expected calibration error | \(calibrationText) |",
      "| not marked unsure | \(percent(sure.coverage)), of these right \(sure.coverage > 0 ? percent(sure.accuracy) : "–") |",
    ]
    return (lines + outOfScopeLines + [""] + genreTable + [""] + confusionTable).map { $0 + "\n" }.joined()
  }

  /// With sets of genres as labels there are two, and a reader should not take one for the other.
  private var calibrationText: String {
    let error = decimal(evaluation.calibrationError.value)
    guard evaluation.labelCounts.contains(where: { $0.truths.count > 1 }) else { return error }
    return "\(error), of the answered genre alone \(decimal(evaluation.genreCalibrationError.value))"
  }

  private var outOfScopeLines: [String] {
    summary.outOfScope.map { ["| out of scope, and marked unsure | \($0.unsure) of \($0.clips) |"] } ?? []
  }

  private var genreTable: [String] {
    let header = ["| genre | clips | recall (95 %) | precision | F1 |", "| --- | ---: | --- | ---: | ---: |"]
    let genres = summary.genres.map { genre in
      let recall = genre.recall.map { recall in recallText(recall, genre.recallInterval) }
      return "| \(genre.genre) | \(genre.clips) | \(recall ?? "–") "
        + "| \(optionalPercent(genre.precision)) | \(optionalPercent(genre.f1)) |"
    }
    let sets = sets.map { label in
      "| \(name(of: label)) | \(label.clips) | \(recallText(label.recall, label.recallInterval)) | – | – |"
    }
    return header + genres + sets
  }

  private func recallText(_ recall: Double, _ interval: WilsonInterval?) -> String {
    guard let interval else { return percent(recall) }
    return "\(percent(recall)) (\(percent(interval.lower)) to \(percent(interval.upper)))"
  }

  /// Labels that are sets of genres: no answer is a set, so they have rows and no columns.
  private var sets: [EvaluationSummary.Label] { summary.labels.filter { $0.genres.count > 1 } }

  private func name(of label: EvaluationSummary.Label) -> String { label.genres.joined(separator: " or ") }

  private var confusionTable: [String] {
    let header = [
      "Rows are true genres, columns are answers.", "",
      "| | \(evaluation.labels.joined(separator: " | ")) |",
      "| --- | \(evaluation.labels.map { _ in "---:" }.joined(separator: " | ")) |",
    ]
    let genres = zip(evaluation.labels, summary.trackConfusion.counts).map { ($0, $1) }
    return header
      + (genres + sets.map { (name(of: $0), $0.answers) }).map { name, counts in
        "| \(name) | \(counts.map { $0 == 0 ? "·" : "\($0)" }.joined(separator: " | ")) |"
      }
  }

  private func percent(_ share: Double) -> String { share.percentText }

  private func optionalPercent(_ share: Double?) -> String { share.map(\.percentText) ?? "–" }

  private func decimal(_ value: Double) -> String { value.decimals(3) }
}
