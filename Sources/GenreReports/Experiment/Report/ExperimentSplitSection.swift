import GenreKit
import GenreTraining

/// The section of a split on an experiment's page: figures, tests, curves and confusion matrices.
struct ExperimentSplitSection {
  private let split: ExperimentSummary.Split
  private let result: ExperimentResult
  private let labels: [String]

  init(_ split: ExperimentSummary.Split, of result: ExperimentResult, labels: [String]) {
    self.split = split
    self.result = result
    self.labels = labels
  }

  /// The section.
  var html: String {
    "<h2>\(HTMLText.escaped(split.title))</h2>\n"
      + HTMLText.paragraph(split.meaning, style: method == .segment ? "note" : "") + sides + figures
      + originals
      + tests + curves + confusion + genres + reliability
  }

  private var method: SplitMethod? { SplitMethod(argument: split.split) }

  /// Whether the original's published figures are of this data and split.
  private var isOriginal: Bool { method == .segment && labels == OriginalFigures.labels }

  private var sides: String {
    let parts = zip(["training", "validation", "test"], split.sides).filter { $0.1.segments > 0 }.map {
      name, side in
      "\(name) \(side.segments) windows of \(side.recordings) recordings"
    }
    let note =
      split.measuredSide == "test"
      ? ""
      : " There is no test side: the figures are of the validation side, which also chose the epoch, so they are too good."
    let text = "\(split.summary.capital): \(parts.joined(separator: ", ")).\(note)"
    return HTMLText.paragraph(text, style: "soft")
  }

  private var figures: String {
    let groups: [(String, [ExperimentFigure])] = [
      (
        "last epoch: ",
        [
          .lastTrainingLoss, .lastTrainingAccuracy, .lastValidationLoss, .lastValidationAccuracy,
          .lastSegmentAccuracy, .lastTrackAccuracy,
        ]
      ),
      (
        "best epoch: ",
        [
          .bestTrainingLoss, .bestTrainingAccuracy, .bestValidationLoss, .bestValidationAccuracy,
          .segmentAccuracy,
          .trackAccuracy, .trackMeanRecall, .calibrationError,
        ]
      ), ("", [.bestEpoch, .secondsPerEpoch]),
    ]
    let rows = groups.flatMap { prefix, figures in
      figures.map { figure in
        [prefix + figure.title(side: split.measuredSide)] + split.cells.map { $0.text(figure) }
      }
    }
    return HTMLText.table(
      header: ["figure"] + split.cells.map(\.cell.title),
      rows: rows + [["parameters"] + split.cells.map { "\($0.parameterCount)" }],
      caption:
        "Mean ± standard deviation over \(runCount) runs of each cell. Best epoch: that of the highest validation "
        + "accuracy.")
  }

  private var runCount: Int { split.cells.map { $0[.bestEpoch]?.values.count ?? 0 }.max() ?? 0 }

  private var originals: String {
    guard isOriginal else { return "" }
    let rows = OriginalFigures.all.compactMap { figure -> [String]? in
      guard let cell = split.cells.first(where: { $0.cell.rawValue == figure.cell }) else { return nil }
      return ["\(cell.cell.title), \(figure.title)", figure.value.decimals(4), cell.text(figure.counterpart)]
    }
    return HTMLText.table(
      header: ["figure", "original, published", "here"], rows: rows,
      caption: "The original's figures are of one run of another program on the whole set of 1,000 clips.")
  }

  private var tests: String {
    split.comparisons.map { comparison in
      let rows = comparison.differences.map { difference in
        let interval = difference.test.interval.map { "\($0[0].decimals(4)) to \($0[1].decimals(4))" }
        return [
          epochPrefix(difference.figure) + difference.figure.title(side: split.measuredSide),
          difference.test.mean.decimals(4), interval ?? "–", difference.test.t?.decimals(2) ?? "–",
          difference.test.probability?.probabilityText ?? "–",
        ]
      }
      let title = "\(comparison.first.title) less \(comparison.second.title)"
      return
        [ExperimentFigure.segmentAccuracy, .trackAccuracy].map { figure in
          HTMLText.paragraph(
            "\(figure.title(side: split.measuredSide)): ".capital
              + comparison.verdict(figure, cells: split.cells))
        }.joined()
        + (rows.isEmpty
          ? ""
          : HTMLText.table(
            header: [title, "mean", "95 %", "t", "paired t test"], rows: rows,
            caption: "Differences over the \(comparison.pairs)."))
    }.joined()
  }

  private func epochPrefix(_ figure: ExperimentFigure) -> String {
    figure.rawValue.hasPrefix("last") ? "last epoch: " : "best epoch: "
  }

  private var curves: String {
    let runs = split.cells.map { cell in
      result.runs.filter { $0.run.split == split.split && $0.run.cell == cell.cell }.map(\.history)
    }
    func plot(
      _ quantity: LearningCurvePlot.Quantity, training: Double, validation: Double, _ caption: String
    ) -> String {
      let plot = LearningCurvePlot(
        quantity: quantity, runs: runs, originals: isOriginal ? [training, validation] : [])
      let dotted =
        " Dotted: the original's GRU at epoch 30, training \(training.decimals(4)) and validation "
        + "\(validation.decimals(4))."
      return HTMLText.figure(
        plot.svg(label: "\(caption) \(split.title)"), caption: caption + (isOriginal ? dotted : ""))
    }
    return "<h3>Learning curves</h3>\n" + legend + "<div class=\"grid\">\n"
      + plot(
        .accuracy, training: OriginalFigures.trainingAccuracy, validation: OriginalFigures.validationAccuracy,
        "Accuracy by epoch. Thick: the mean of the runs; thin: each run.")
      + plot(
        .loss, training: OriginalFigures.trainingLoss, validation: OriginalFigures.validationLoss,
        "Loss by epoch.")
      + "</div>\n"
  }

  private var legend: String {
    let items = split.cells.enumerated().flatMap { index, cell in
      [("training", " dashed"), ("validation", "")].map { name, dashes in
        "<li><svg viewBox=\"0 0 28 10\"><line class=\"mean line\(index % 3)\(dashes)\" x1=\"0\" x2=\"28\" y1=\"5\" y2=\"5\"/>"
          + "</svg>\(cell.cell.title) \(name)</li>"
      }
    }
    return "<ul class=\"legend\">\(items.joined())</ul>\n"
  }

  private var confusion: String {
    let plots = split.cells.flatMap { cell in
      [(cell.tracks, "by recording"), (cell.segments, "by window")].map { matrix, unit in
        let caption =
          "\(cell.cell.title), \(unit): rows are true genres, columns answers, numbers per cent of the row. All runs "
          + "together."
        return HTMLText.figure(
          ConfusionPlot(matrix: matrix).svg(label: "Confusion matrix, \(cell.cell.title), \(unit)"),
          caption: caption)
      }
    }
    return "<h3>Confusion matrices</h3>\n<div class=\"grid\">\n\(plots.joined())</div>\n"
  }

  private var genres: String {
    let tables = split.cells.map { cell in
      "<div>" + GenreTable(cell.tracks).html(caption: "\(cell.cell.title), by recording, all runs together.")
        + "</div>\n"
    }
    return "<h3>Figures by genre</h3>\n<div class=\"grid\">\n\(tables.joined())</div>\n"
  }

  private var reliability: String {
    let plot = ReliabilityPlot(series: split.cells.map(\.reliability))
    let items = split.cells.enumerated().map { index, cell in
      "<li><svg viewBox=\"0 0 28 10\"><circle class=\"dot\(index % 3)\" cx=\"14\" cy=\"5\" r=\"5\"/></svg>"
        + "\(cell.cell.title)</li>"
    }
    return "<h3>Calibration</h3>\n<ul class=\"legend\">\(items.joined())</ul>\n"
      + HTMLText.figure(
        plot.svg(label: "Reliability diagram, \(split.title)"),
        caption:
          "Confidence by recording and the fraction answered right, in ten bins; larger dots have more recordings. On "
          + "the dotted line, confidence equals accuracy.")
  }
}
