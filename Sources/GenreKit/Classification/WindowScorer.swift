import GRUNet

/// Scores windows; the weights are packed once, for all threads.
package struct WindowScorer: Sendable {
  package let model: GenreModel
  private let networks: [PreparedClassifier]

  package init(model: GenreModel) {
    self.model = model
    networks = model.networks.map { $0.prepared() }
  }

  /// Scores each window.
  ///
  /// - Parameters:
  ///   - windows: Each `[frames x coefficients]`, row-major, not yet standardised. Neighbours of one length share a pass.
  ///   - workspace: The caller's own memory.
  package func scores(of windows: [[Float]], workspace: Workspace) throws(GenreError) -> [WindowScore] {
    var scores: [WindowScore] = []
    let limit = windowsPerPass(windows.count)
    while scores.count < windows.count {
      let rest = windows[scores.count...]
      let alike = rest.prefix(limit).prefix { $0.count == windows[scores.count].count }
      scores += try onePass(Array(alike), workspace: workspace)
    }
    return scores
  }

  /// The images behind convolutions take megabytes a window and fill every register by themselves; recurrent layers
  /// alone are faster with many windows at a time. The scores are the same.
  private func windowsPerPass(_ count: Int) -> Int {
    model.network.architecture.convolutions.isEmpty ? max(1, count) : 1
  }

  private func onePass(_ windows: [[Float]], workspace: Workspace) throws(GenreError) -> [WindowScore] {
    let width = model.features.coefficientCount
    let values = windows.flatMap { window in
      var window = window
      model.standardization.apply(to: &window)
      return window
    }
    let logits = try networks.logits(
      for: values, stepCount: windows[0].count / width, featureCount: width, workspace: workspace)
    guard logits.allSatisfy({ $0.values.allSatisfy(\.isFinite) }) else {
      throw GenreError(
        .invalidModel,
        "the network's output is not a number: its weights are too large; train the model again")
    }
    let scores = logits.map(rows)
    return windows.indices.map { window in
      WindowScore.mean(scores.map { $0[window] }).shifted(by: model.calibration.genreOffsets)
    }
  }

  private func rows(of logits: Tensor) -> [WindowScore] {
    let width = logits.shape[1]
    return (0..<logits.shape[0]).map {
      WindowScore(logits: logits.values[$0 * width..<($0 + 1) * width], labelCount: model.labels.count)
    }
  }
}
