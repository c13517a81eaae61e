import GRUNet

/// What a model says of windows; its weights are packed once, for all threads.
struct WindowScorer: Sendable {
  let model: GenreModel
  private let network: PreparedClassifier

  init(model: GenreModel) {
    self.model = model
    network = model.network.prepared()
  }

  /// The natural logarithms of the uncalibrated probabilities, `[windows][labels]`.
  ///
  /// - Parameters:
  ///   - windows: Of one length, each `[frames x coefficients]`, row-major, not yet standardised.
  ///   - workspace: The caller's own memory.
  func logProbabilities(of windows: [[Float]], workspace: Workspace) throws(GenreError) -> [[Double]] {
    let width = model.features.coefficientCount
    var values = Array(windows.joined())
    model.standardization.apply(to: &values)
    let logits = try GenreError.translating { () throws(NetworkError) in
      let batch = try SequenceBatch(
        values: values, stepCount: windows[0].count / width, featureCount: width)
      return try network.logits(for: batch, workspace: workspace)
    }
    let labelCount = model.labels.count
    return windows.indices.map {
      Calibration.logProbabilities(logits: logits.values[$0 * labelCount..<($0 + 1) * labelCount])
    }
  }
}
