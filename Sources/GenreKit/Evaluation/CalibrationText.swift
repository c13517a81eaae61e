/// A calibration in a sentence, with what it is worth on clips.
public struct CalibrationText: Sendable {
  /// The sentence.
  public let text: String

  /// Describes a calibration.
  public init(_ calibration: Calibration, evaluation: Evaluation) {
    let sure = evaluation.whenSure
    text =
      "temperature \(DecimalText.of(calibration.temperature, places: 3)), unsure below "
      + "\(DecimalText.percent(calibration.unsureBelow)): over \(evaluation.answers.count) clips it answers "
      + "\(DecimalText.percent(sure.coverage)) and is then right \(DecimalText.percent(sure.accuracy)); calibration error "
      + DecimalText.of(evaluation.calibrationError.value, places: 3)
  }
}
