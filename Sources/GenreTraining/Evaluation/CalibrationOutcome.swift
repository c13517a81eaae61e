import GenreKit

/// A model with its new calibration, and what that is worth on the clips that it was fitted to.
public struct CalibrationOutcome: Sendable {
  /// The model, calibrated.
  public let model: GenreModel
  /// The clips, source by source, with the calibration's offsets.
  public let sources: [[ScoredClip]]
  /// The cross-validated evaluation: for each source, with a calibration fitted to the others.
  public let crossFitted: Evaluation

  /// The evaluation on all clips. The calibration was fitted to them, so it is too good.
  public var evaluation: Evaluation {
    Evaluation(sources.flatMap { $0 }, labels: model.labels, calibration: model.calibration)
  }

  /// Warnings to read before relying on the model, each in a line.
  public var warnings: [String] {
    let count = sources.reduce(0) { $0 + $1.count }
    guard count < 20 else { return [] }
    return [
      "the confidence was calibrated on \(count) \(count == 1 ? "clip" : "clips"), which is too few for reliable "
        + "confidences; use 20 or more"
    ]
  }
}
