import GRUNet

/// Hears a piece window by window and keeps what the network says of each.
package struct SegmentScorer {
  /// The network's scores of one window.
  package struct Score {
    /// Which frames it holds and what it weighs.
    package let plan: WindowPlan
    /// The scores themselves.
    package let window: WindowScore

    /// Whether it is silent.
    package var isSilent: Bool { plan.audibleCount == 0 }
    /// Natural logarithms of the uncalibrated probabilities, one a label.
    package var logProbabilities: [Double] { window.logProbabilities }
  }

  private let scorer: WindowScorer
  private let workspace = Workspace()
  private var cutter: WindowCutter
  /// The windows so far, in order.
  private(set) var scores: [Score] = []

  init(scorer: WindowScorer) {
    self.scorer = scorer
    cutter = WindowCutter(grid: scorer.model.grid, features: scorer.model.features)
  }

  /// How the recording was cut; complete after ``finish()``.
  var planner: WindowPlanner { cutter.planner }

  /// Hears the next frames.
  mutating func hear(_ rows: FeatureRows) throws(GenreError) {
    try score(cutter.append(rows))
  }

  /// Hears what is left over at the end.
  mutating func finish() throws(GenreError) {
    try score(cutter.finish())
  }

  private mutating func score(_ windows: [FeatureWindow]) throws(GenreError) {
    let rows = try scorer.scores(of: windows.map(\.values), workspace: workspace)
    scores += zip(windows, rows).map { Score(plan: $0.plan, window: $1) }
  }
}
