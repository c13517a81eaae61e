/// A calibration in a sentence, with what it is worth on clips.
public struct CalibrationText: Sendable {
  /// The sentence.
  public let text: String

  /// Describes a calibration.
  public init(_ calibration: Calibration, evaluation: Evaluation) {
    let sure = evaluation.whenSure
    text =
      "temperature \(calibration.temperature.decimals(3)), unsure below "
      + "\(calibration.unsureBelow.percentText): over \(evaluation.answers.count) clips it answers "
      + "\(sure.coverage.percentText) and is then right \(sure.accuracy.percentText); calibration error "
      + evaluation.calibrationError.value.decimals(3)
  }
}
