import GRUNet
import GenreKit
import GenreTraining

/// An experiment's runs in figures: means and spreads, and whether the cells differ by more than chance.
public struct ExperimentSummary: Sendable, Hashable, Codable {
  /// The figures of a split.
  public struct Split: Sendable, Hashable, Codable {
    /// The split, as ``SplitMethod/argument`` has it.
    public let split: String
    /// The meaning of its figures, in a sentence or two.
    public let meaning: String
    /// The method in words, with its seed.
    public let summary: String
    /// The sizes of the sides of the first fold: training, validation, test.
    public let sides: [ExperimentRun.Side]
    /// The side that the answers are from: test, or validation where there is no test side.
    public let measuredSide: String
    /// Figures, cell by cell.
    public let cells: [Cell]
    /// The comparisons of every two cells.
    public let comparisons: [CellComparison]
  }

  /// The figures of a cell on a split.
  public struct Cell: Sendable, Hashable, Codable {
    /// The cell.
    public let cell: RecurrentCellKind
    /// The numbers in its network.
    public let parameterCount: Int
    /// The figures over its runs, under the names of ``ExperimentFigure``.
    public let figures: [String: Spread]
    /// The 95 % interval of the accuracy by recording, as if the recordings of every run were one: their number is that
    /// of one run.
    public let trackInterval: WilsonInterval
    /// True genres against answers by recording, all runs together.
    public let tracks: ConfusionMatrix
    /// True genres against answers by window, all runs together.
    public let segments: ConfusionMatrix
    /// Confidence against accuracy by recording, all runs together.
    public let reliability: [ExpectedCalibrationError.Bin]

    /// The mean and spread of a figure.
    public subscript(figure: ExperimentFigure) -> Spread? { figures[figure.rawValue] }
  }

  /// The genres.
  public let labels: [String]
  /// The splits, in the order in which they were asked for; those without a finished run are left out.
  public let splits: [Split]

  /// Sums an experiment up.
  public init(_ result: ExperimentResult) {
    labels = result.labels
    splits = result.configuration.splits.compactMap { Self.split($0, of: result) }
  }

  private static func split(_ method: SplitMethod, of result: ExperimentResult) -> Split? {
    let runs = result.runs.filter { $0.run.split == method.argument }
    guard let first = runs.first else { return nil }
    let cells = result.configuration.cells
    let pairs = cells.indices.flatMap { one in
      cells.indices.dropFirst(one + 1).map { (cells[one], cells[$0]) }
    }
    return Split(
      split: method.argument, meaning: method.meaning, summary: first.splitSummary, sides: first.sides,
      measuredSide: first.measuredSide,
      cells: cells.compactMap { cell in Self.cell(cell, runs: runs.filter { $0.run.cell == cell }, of: result)
      },
      comparisons: pairs.compactMap { CellComparison($0, $1, runs: runs, labels: result.labels) })
  }

  private static func cell(
    _ cell: RecurrentCellKind, runs: [ExperimentRun.Result], of result: ExperimentResult
  ) -> Cell? {
    guard let first = runs.first else { return nil }
    var figures: [String: Spread] = [:]
    for figure in ExperimentFigure.allCases {
      figures[figure.rawValue] = Spread(runs.compactMap { figure.value(of: $0, labels: result.labels) })
    }
    let answers = runs.flatMap(\.best)
    let seeds = Double(Set(runs.map(\.run.seed)).count)
    let right = Double(answers.count { $0.genre == $0.truth }) / seeds
    return Cell(
      cell: cell, parameterCount: first.parameterCount, figures: figures,
      trackInterval: WilsonInterval(
        successes: Int(right.rounded()), trials: Int((Double(answers.count) / seeds).rounded())),
      tracks: answers.trackConfusion(labels: result.labels),
      segments: answers.segmentConfusion(labels: result.labels), reliability: answers.calibrationError.bins)
  }
}
