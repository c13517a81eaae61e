/// An evaluation as text for a person, or as the part of a model card that it fills.
public struct EvaluationReport: Sendable {
  private let evaluation: Evaluation
  private let confusion: ConfusionMatrix

  /// Creates a report.
  public init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
    confusion = evaluation.confusion
  }

  /// The figures as pretty JSON, ended by a newline: the keys are those of ``EvaluationSummary``.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` for a figure that is no number.
  public func json() throws(GenreError) -> String {
    try JSONText.encode(EvaluationSummary(evaluation), pretty: true) + "\n"
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
      "| segments right | \(evaluation.segments.correct) of \(evaluation.segments.total): "
        + "\(percent(evaluation.segmentAccuracy)) (95 %: \(percent(evaluation.segmentInterval.lower)) to "
        + "\(percent(evaluation.segmentInterval.upper))) |",
      "| loss by clip | \(decimal(evaluation.loss)) |",
      "| expected calibration error | \(calibrationText) |",
      "| answered without 'unsure' | \(percent(sure.coverage)), and then right \(sure.coverage > 0 ? percent(sure.accuracy) : "–") |",
      "",
    ]
    return (lines + genreTable + [""] + confusionTable).map { $0 + "\n" }.joined()
  }

  /// With sets of genres as labels there are two, and a reader should not take one for the other.
  private var calibrationText: String {
    let error = decimal(evaluation.calibrationError.value)
    guard evaluation.labelCounts.contains(where: { $0.truths.count > 1 }) else { return error }
    return "\(error), of the one genre answered \(decimal(evaluation.genreCalibrationError.value))"
  }

  private var genreTable: [String] {
    let header = ["| genre | clips | recall (95 %) | precision | F1 |", "| --- | ---: | --- | ---: | ---: |"]
    return header
      + evaluation.labels.indices.map { genre in
        let clips = confusion.counts[genre].reduce(0, +)
        let interval = WilsonInterval(successes: confusion.counts[genre][genre], trials: clips)
        let recall = confusion.recall(genre).map {
          "\(percent($0)) (\(percent(interval.lower)) to \(percent(interval.upper)))"
        }
        return "| \(evaluation.labels[genre]) | \(clips) | \(recall ?? "–") "
          + "| \(optionalPercent(confusion.precision(genre))) | \(optionalPercent(confusion.f1(genre))) |"
      } + setRows
  }

  /// Labels that are sets of genres have no row in the confusion matrix, and so neither precision nor F1.
  private var setRows: [String] {
    evaluation.labelCounts.filter { $0.truths.count > 1 }.map { count in
      let interval = WilsonInterval(successes: count.correct, trials: count.total)
      let name = count.truths.sorted().map { evaluation.labels[$0] }.joined(separator: " or ")
      return "| \(name) | \(count.total) | \(percent(Double(count.correct) / Double(count.total))) "
        + "(\(percent(interval.lower)) to \(percent(interval.upper))) | – | – |"
    }
  }

  private var confusionTable: [String] {
    let header = [
      "Rows are true genres, columns are answers.", "",
      "| | \(evaluation.labels.joined(separator: " | ")) |",
      "| --- | \(evaluation.labels.map { _ in "---:" }.joined(separator: " | ")) |",
    ]
    return header
      + evaluation.labels.indices.map { truth in
        let cells = confusion.counts[truth].map { $0 == 0 ? "·" : "\($0)" }
        return "| \(evaluation.labels[truth]) | \(cells.joined(separator: " | ")) |"
      }
  }

  private func percent(_ share: Double) -> String { share.percentText }

  private func optionalPercent(_ share: Double?) -> String { share.map(\.percentText) ?? "–" }

  private func decimal(_ value: Double) -> String { value.decimals(3) }
}
