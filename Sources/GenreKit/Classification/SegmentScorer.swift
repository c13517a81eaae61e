import GRUNet

/// Hears a piece window by window and keeps what the network says of each.
package struct SegmentScorer {
  /// The network's scores of one window.
  package struct Score {
    let frames: Range<Int>
    package let isSilent: Bool
    /// The scores themselves.
    package let window: WindowScore

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
    let features = scorer.model.features
    cutter = WindowCutter(
      grid: scorer.model.grid, frameRate: features.frameRate, coefficientCount: features.coefficientCount)
  }

  /// Whether the piece was shorter than a window and was repeated to fill it.
  var didRepeat: Bool { cutter.didRepeat }

  /// Hears the next frames.
  mutating func hear(_ rows: FeatureRows) throws(GenreError) {
    try score(cutter.append(rows))
  }

  /// Hears what is left over at the end.
  mutating func finish() throws(GenreError) {
    try score(cutter.finish())
  }

  private mutating func score(_ windows: [FeatureWindow]) throws(GenreError) {
    guard !windows.isEmpty else { return }
    let rows = try scorer.scores(of: windows.map(\.values), workspace: workspace)
    scores += zip(windows, rows).map { window, row in
      Score(frames: window.frames, isSilent: window.isSilent, window: row)
    }
  }
}
