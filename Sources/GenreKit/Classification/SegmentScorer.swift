import GRUNet

/// Hears a piece window by window and keeps what the network says of each.
struct SegmentScorer {
  /// What the network said of one window.
  struct Score {
    let frames: Range<Int>
    let isSilent: Bool
    /// Natural logarithms of the uncalibrated probabilities, one a label.
    let logProbabilities: [Double]
  }

  private let model: GenreModel
  private var cutter: WindowCutter
  /// The windows so far, in order.
  private(set) var scores: [Score] = []

  init(model: GenreModel) {
    self.model = model
    cutter = WindowCutter(
      grid: model.grid, frameRate: model.features.frameRate, coefficientCount: model.features.coefficientCount)
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
    let rows = try Self.logProbabilities(of: windows.map(\.values), model: model)
    scores += zip(windows, rows).map { window, row in
      Score(frames: window.frames, isSilent: window.isSilent, logProbabilities: row)
    }
  }

  /// What a model's network says of windows of one length, `[windows][labels]`, uncalibrated.
  ///
  /// - Parameter windows: Each `[frames x coefficients]`, row-major, not yet standardised.
  static func logProbabilities(of windows: [[Float]], model: GenreModel) throws(GenreError) -> [[Double]] {
    let coefficientCount = model.features.coefficientCount
    var values: [Float] = []
    values.reserveCapacity(windows.reduce(0) { $0 + $1.count })
    for window in windows { values += window }
    model.standardization.apply(to: &values)
    let (standardized, steps) = (values, windows[0].count / coefficientCount)
    let logits = try GenreError.translating { () throws(NetworkError) in
      try model.network.logits(
        for: SequenceBatch(values: standardized, stepCount: steps, featureCount: coefficientCount))
    }
    let labelCount = model.labels.count
    return windows.indices.map {
      Calibration.logProbabilities(logits: logits.values[$0 * labelCount..<($0 + 1) * labelCount])
    }
  }
}
