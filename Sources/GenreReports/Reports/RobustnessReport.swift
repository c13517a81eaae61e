import GenreKit
import GenreTraining

/// The answers of a model under changes of the audio, as tables.
public struct RobustnessReport: Sendable {
  private let summary: RobustnessSummary

  /// Creates a report.
  public init(_ robustness: Robustness) { summary = RobustnessSummary(robustness) }

  /// The figures as pretty JSON, ended by a newline: the keys are those of ``RobustnessSummary``.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` for a figure that is no number.
  public func json() throws(GenreError) -> String {
    try JSONText.encode(summary, pretty: true) + "\n"
  }

  /// A row a change in Markdown, ended by a newline.
  public var markdown: String {
    let omitted = summary.omissions.map { "\nNot measured: \($0.change), because \($0.reason).\n" }
    let header = "| \(Self.header.joined(separator: " | ")) |\n| --- | --- | --- | ---: | ---: |\n"
    return header + rows.map { "| \($0.joined(separator: " | ")) |\n" }.joined() + omitted.joined()
  }

  /// The report as a self-contained HTML page.
  ///
  /// - Parameter title: What was measured, such as the model and the data; plain text.
  public func html(title: String) -> String {
    let omitted = summary.omissions.map {
      HTMLText.paragraph("Not measured: \($0.change), because \($0.reason).", style: "note")
    }
    let table = HTMLText.table(
      header: Self.header, rows: rows,
      caption: "Each clip unchanged and changed, with 95 % intervals (Wilson). \(Self.remark)")
    return ReportPage.page(
      title: title, body: "<h1>\(HTMLText.escaped(title))</h1>\n" + table + omitted.joined())
  }

  /// The details of the changes that their names omit.
  static let remark =
    "The tilt is around 1 kHz. A change of pitch also changes the tempo. Audio at 8 kHz was converted back."

  private static let header = [
    "change", "answers that differ", "clips right (95 %)", "mean recall", "unsure",
  ]

  private var rows: [[String]] {
    [["unchanged", "–"] + cells(summary.unchanged)]
      + summary.changes.map { change in
        [change.change, "\(change.changed): \(change.changedShare.percentText)"] + cells(change.figures)
      }
  }

  private func cells(_ figures: RobustnessSummary.Figures) -> [String] {
    let (share, interval) = (figures.tracks, figures.tracks.interval)
    return [
      "\(share.correct) of \(share.total): \(share.accuracy.percentText) "
        + "(\(interval.lower.percentText) to \(interval.upper.percentText))",
      figures.meanRecall.percentText, "\(figures.unsure)",
    ]
  }
}
