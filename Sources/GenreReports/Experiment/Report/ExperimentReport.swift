import GenreKit

/// An experiment written up: one HTML file that opens anywhere, with the plots in it, and the same numbers as JSON and
/// CSV.
public struct ExperimentReport: Sendable {
  /// The figures.
  public let summary: ExperimentSummary
  private let result: ExperimentResult

  /// The content of `report.json`.
  private struct Document: Encodable {
    let version: String
    let source: String
    let clipCount: Int
    let finishedRunCount: Int
    let plannedRunCount: Int
    let warnings: [String]
    let labels: [String]
    let splits: [ExperimentSummary.Split]
    let runs: [Run]
  }

  /// A run in `report.json`; its answers are in its own file.
  private struct Run: Encodable {
    let run: ExperimentRun
    let splitSummary: String
    let history: TrainingHistory
    let figures: [String: Double]
  }

  /// Sums an experiment up.
  public init(_ result: ExperimentResult) {
    self.result = result
    summary = ExperimentSummary(result)
  }

  /// The report as a page, without scripts and without anything from elsewhere.
  public var html: String { ExperimentPage(result, summary: summary).html }

  /// The report as JSON: the summary, and the course and figures of every run.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` for a figure that is no number.
  public func json() throws(GenreError) -> String {
    let runs = result.runs.map { run in
      let figures = ExperimentFigure.allCases.compactMap { figure in
        figure.value(of: run, labels: result.labels).map { (figure.rawValue, $0) }
      }
      return Run(
        run: run.run, splitSummary: run.splitSummary, history: run.history,
        figures: Dictionary(figures, uniquingKeysWith: { first, _ in first }))
    }
    let document = Document(
      version: GenrePackage.version, source: result.source, clipCount: result.clipCount,
      finishedRunCount: result.runs.count, plannedRunCount: result.plannedRunCount, warnings: result.warnings,
      labels: result.labels, splits: summary.splits, runs: runs)
    return try JSONText.encode(document, pretty: true) + "\n"
  }

  /// The tables by their files' names: `summary.csv`, `runs.csv`, `curves.csv`, `confusion.csv`.
  public var tables: [String: String] {
    let tables = ExperimentCSV(result, summary: summary)
    return [
      "summary.csv": tables.figures, "runs.csv": tables.runs, "curves.csv": tables.curves,
      "confusion.csv": tables.confusion,
    ]
  }

  /// Writes `report.html`, `report.json` and the tables, each beside its place first and then renamed.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  public func write(to folder: ExperimentFolder) throws(GenreError) {
    for (name, text) in tables { try FileOutput.write(Array(text.utf8), to: "\(folder.path)/\(name)") }
    try FileOutput.write(Array(try json().utf8), to: "\(folder.path)/report.json")
    try FileOutput.write(Array(html.utf8), to: "\(folder.path)/report.html")
  }

  /// The figures that matter most as lines of text, ended by a newline.
  public var text: String {
    var lines: [String] = []
    for split in summary.splits {
      lines += [split.title + ".", "  " + split.meaning]
      for cell in split.cells {
        lines.append(
          "  \(cell.cell.title): validation \(cell.text(.lastValidationAccuracy)) (best epoch "
            + "\(cell.text(.bestValidationAccuracy))), \(split.measuredSide) by window \(cell.text(.segmentAccuracy)), "
            + "by recording \(cell.text(.trackAccuracy))")
      }
      for comparison in split.comparisons {
        lines.append("  By window, " + comparison.verdict(.segmentAccuracy, cells: split.cells))
        lines.append("  By recording, " + comparison.verdict(.trackAccuracy, cells: split.cells))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
