internal import GenreBase
import GenreKit

/// An experiment's figures as tables of comma-separated values, each with a header line.
struct ExperimentCSV {
  private let result: ExperimentResult
  private let summary: ExperimentSummary

  init(_ result: ExperimentResult, summary: ExperimentSummary) {
    self.result = result
    self.summary = summary
  }

  /// Mean and spread of every figure: a line a split, cell and figure.
  var figures: String {
    let lines = summary.splits.flatMap { split in
      split.cells.flatMap { cell in
        ExperimentFigure.allCases.compactMap { figure in
          cell[figure].map { spread in
            CSVLine.text(
              [
                split.split, cell.cell.rawValue, figure.rawValue, spread.mean.decimals(6),
                spread.values.count > 1 ? spread.deviation.decimals(6) : "",
              ]
                + [spread.values.min() ?? 0, spread.values.max() ?? 0].map { $0.decimals(6) }
                + ["\(spread.values.count)"])
          }
        }
      }
    }
    return CSVLine.text(["split", "cell", "figure", "mean", "deviation", "minimum", "maximum", "runs"])
      + lines.joined()
  }

  /// Every figure of every run: a line a run.
  var runs: String {
    let lines = result.runs.map { run in
      CSVLine.text(
        Self.key(run.run)
          + ExperimentFigure.allCases.map { $0.value(of: run, labels: result.labels)?.decimals(6) ?? "" })
    }
    return CSVLine.text(Self.keys + ExperimentFigure.allCases.map(\.rawValue)) + lines.joined()
  }

  /// The course of every training: a line an epoch.
  var curves: String {
    let lines = result.runs.flatMap { run in
      run.history.epochs.map { epoch in
        let figures = [
          epoch.trainingLoss, epoch.trainingAccuracy, epoch.validationLoss, epoch.validationAccuracy,
          epoch.seconds,
        ]
        return CSVLine.text(Self.key(run.run) + ["\(epoch.number)"] + figures.map { $0?.decimals(6) ?? "" })
      }
    }
    return CSVLine.text(
      Self.keys + [
        "epoch", "trainingLoss", "trainingAccuracy", "validationLoss", "validationAccuracy", "seconds",
      ]) + lines.joined()
  }

  /// True genres against answers, all runs of a cell together: a line a pair that occurs.
  var confusion: String {
    var lines = ""
    for split in summary.splits {
      for cell in split.cells {
        for (unit, matrix) in [("track", cell.tracks), ("segment", cell.segments)] {
          for (truth, row) in matrix.counts.enumerated() {
            for (answer, count) in row.enumerated() where count > 0 {
              lines += CSVLine.text([
                split.split, cell.cell.rawValue, unit, matrix.labels[truth], matrix.labels[answer],
                "\(count)",
              ])
            }
          }
        }
      }
    }
    return CSVLine.text(["split", "cell", "unit", "truth", "answer", "count"]) + lines
  }

  private static let keys = ["split", "fold", "cell", "seed"]

  private static func key(_ run: ExperimentRun) -> [String] {
    [run.split, run.fold.map(String.init) ?? "", run.cell.rawValue, "\(run.seed)"]
  }
}
