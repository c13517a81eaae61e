import GenreKit
import GenreTraining

/// A calibration in a sentence, with what it is worth on clips.
package struct CalibrationText: Sendable {
  /// The sentence.
  package let text: String

  /// Describes a calibration.
  package init(_ calibration: Calibration, evaluation: Evaluation) {
    text =
      "temperature \(calibration.temperature.decimals(3)), unsure below "
      + "\(calibration.unsureBelow.percentText): \(Self.worth(of: evaluation))"
  }

  /// The coverage, accuracy and calibration error of a model on clips, in half a sentence.
  package static func worth(of evaluation: Evaluation) -> String {
    let sure = evaluation.whenSure
    return "over \(evaluation.answers.count) clips: \(sure.coverage.percentText) not marked unsure, "
      + "\(sure.coverage > 0 ? sure.accuracy.percentText : "–") of them right, calibration error "
      + "\(evaluation.calibrationError.value.decimals(3))"
  }
}
