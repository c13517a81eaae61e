import GenreKit
import GenreTraining

/// An experiment as a page to read: what was found, then everything behind it, split by split.
struct ExperimentPage {
  private let result: ExperimentResult
  private let summary: ExperimentSummary

  init(_ result: ExperimentResult, summary: ExperimentSummary) {
    self.result = result
    self.summary = summary
  }

  /// The page.
  var html: String {
    let title = result.configuration.cells.map(\.title).joined(separator: " against ")
    let sections = summary.splits.map { ExperimentSplitSection($0, of: result, labels: summary.labels).html }
    return ReportPage.page(
      title: title,
      body: "<h1>\(HTMLText.escaped(title))</h1>\n" + introduction + findings + overview + sections.joined()
        + methods)
  }

  private var introduction: String {
    let configuration = result.configuration
    let training = configuration.training
    var text = HTMLText.paragraph(
      "\(result.source): \(result.clipCount) clips of \(result.labels.count) genres, in windows of "
        + "\(configuration.grid.duration.plainText) s. Each cell in the baseline network (128, 64 and 32 units), "
        + "\(training.epochs) epochs, batches of \(training.batchSize), "
        + "\(configuration.seeds.count == 1 ? "one seed" : "\(configuration.seeds.count) seeds"), the same splits and seeds "
        + "for both.", style: "soft")
    if !result.isComplete {
      text += HTMLText.paragraph(
        "Not finished: \(result.runs.count) of \(result.plannedRunCount) runs are in this report.",
        style: "note")
    }
    return text
  }

  /// The findings of the experiment: one sentence per split and figure.
  private var findings: String {
    var text = ""
    for split in summary.splits {
      for comparison in split.comparisons {
        let unit: ExperimentFigure =
          SplitMethod(argument: split.split) == .segment ? .segmentAccuracy : .trackAccuracy
        let verdict = comparison.verdict(unit, cells: split.cells)
        text += HTMLText.paragraph(
          "\(split.title), \(unit.title(side: split.measuredSide)): \(verdict)", style: "verdict")
      }
    }
    return text
  }

  /// The splits side by side, so that no figure stands without the others.
  private var overview: String {
    let rows = summary.splits.flatMap { split in
      split.cells.map { cell in
        ["\(split.title), \(cell.cell.title)"]
          + [.lastTrainingAccuracy, .lastValidationAccuracy, .segmentAccuracy, .trackAccuracy].map {
            (figure: ExperimentFigure) in cell.text(figure)
          } + [
            "\(cell.trackInterval.lower.decimals(3)) to \(cell.trackInterval.upper.decimals(3))",
            split.measuredSide,
          ]
      }
    }
    var text =
      "<h2>Results by split</h2>\n"
      + HTMLText.table(
        header: [
          "split and cell", "training", "validation", "by window", "by recording", "95 % by recording",
          "side",
        ], rows: rows,
        caption:
          "Accuracies: mean ± standard deviation over the runs. Training and validation: by window, last epoch. By "
          + "window and by recording: on the side named last, at the best epoch of the validation side. 95 %: "
          + "Wilson's interval for the recordings of one run."
      )
    let methods = summary.splits.compactMap { SplitMethod(argument: $0.split) }
    if methods.contains(.segment) {
      let honest = methods.contains { $0 != .segment }
      text += HTMLText.paragraph(
        "With windows split at random, windows of one clip are on several sides, and the figures are too good. "
          + (honest
            ? "The figures of the other splits are reliable."
            : "This report has no other split; add one by track for reliable figures."),
        style: "note")
    }
    return text
  }

  private var methods: String {
    let warnings = result.warnings.map { "<li>\(HTMLText.escaped($0))</li>\n" }.joined()
    return
      "<h2>How to read this</h2>\n"
      + HTMLText.paragraph(
        "Training figures are taken while the weights still change, as in Keras; validation figures are by window. "
          + "The paired t test asks whether other seeds would reverse a difference; the exact sign test (McNemar's, "
          + "where there is one run) whether other recordings would. Both have a level of 5 %, "
          + "without correction for the number of tests. Windows of one recording are not independent, so the tests "
          + "count recordings.")
      + HTMLText.paragraph(
        "The same numbers: report.json; summary.csv, runs.csv, curves.csv and confusion.csv. Each run's answers: runs/."
      )
      + (warnings.isEmpty ? "" : "<h3>Warnings about the data</h3>\n<ul>\n\(warnings)</ul>\n")
  }
}

extension ExperimentSummary.Split {
  /// The split in a few words.
  var title: String {
    switch SplitMethod(argument: split) {
    case .segment: "By window at random"
    case .track: "By clip"
    case .groups: "By artist"
    case .lists: "Published lists"
    case nil: split
    }
  }
}

extension ExperimentSummary.Cell {
  /// `0.7881 ± 0.0032`; without the spread where there is one run.
  func text(_ figure: ExperimentFigure) -> String {
    guard let spread = self[figure] else { return "–" }
    let places = figure == .bestEpoch ? 1 : figure == .secondsPerEpoch ? 2 : 4
    guard spread.values.count > 1 else { return spread.mean.decimals(places) }
    return "\(spread.mean.decimals(places)) ± \(spread.deviation.decimals(places))"
  }
}
