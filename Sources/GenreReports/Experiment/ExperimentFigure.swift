import GenreTraining

/// The figures of a run that a comparison reports.
public enum ExperimentFigure: String, Sendable, Hashable, Codable, CaseIterable {
  /// The mean cross-entropy, in nats, of the last epoch's steps.
  case lastTrainingLoss
  /// The share of windows answered rightly while they were trained on, last epoch.
  case lastTrainingAccuracy
  /// The loss on the validation side after the last epoch, by window.
  case lastValidationLoss
  /// The accuracy on the validation side after the last epoch, by window.
  case lastValidationAccuracy
  /// As ``lastTrainingLoss``, of the epoch that did best on the validation side.
  case bestTrainingLoss
  /// As ``lastTrainingAccuracy``, of that epoch.
  case bestTrainingAccuracy
  /// As ``lastValidationLoss``, of that epoch.
  case bestValidationLoss
  /// As ``lastValidationAccuracy``, of that epoch.
  case bestValidationAccuracy
  /// Accuracy by window on the measured side, last epoch.
  case lastSegmentAccuracy
  /// Accuracy by recording on the measured side, last epoch.
  case lastTrackAccuracy
  /// Accuracy by window on the measured side, best epoch.
  case segmentAccuracy
  /// Accuracy by recording on the measured side, best epoch: the mean log probabilities of its windows.
  case trackAccuracy
  /// The mean recall over the genres by recording, best epoch.
  case trackMeanRecall
  /// The expected calibration error by recording, best epoch.
  case calibrationError
  /// The epoch that did best on the validation side.
  case bestEpoch
  /// The median time of an epoch, validation included, on one thread.
  case secondsPerEpoch

  /// The figure of a run.
  public func value(of result: ExperimentRun.Result, labels: [String]) -> Double? {
    switch self {
    case .lastTrainingLoss: result.lastEpoch?.trainingLoss
    case .lastTrainingAccuracy: result.lastEpoch?.trainingAccuracy
    case .lastValidationLoss: result.lastEpoch?.validationLoss
    case .lastValidationAccuracy: result.lastEpoch?.validationAccuracy
    case .bestTrainingLoss: result.bestEpoch?.trainingLoss
    case .bestTrainingAccuracy: result.bestEpoch?.trainingAccuracy
    case .bestValidationLoss: result.bestEpoch?.validationLoss
    case .bestValidationAccuracy: result.bestEpoch?.validationAccuracy
    case .lastSegmentAccuracy: result.last.segmentAccuracy
    case .lastTrackAccuracy: result.last.trackAccuracy
    case .segmentAccuracy: result.best.segmentAccuracy
    case .trackAccuracy: result.best.trackAccuracy
    case .trackMeanRecall: result.best.trackConfusion(labels: labels).meanRecall
    case .calibrationError: result.best.calibrationError.value
    case .bestEpoch: result.bestEpoch.map { Double($0.number) }
    case .secondsPerEpoch: result.secondsPerEpoch
    }
  }

  /// Its name in a table.
  ///
  /// - Parameter side: The side that was measured, such as `test`.
  func title(side: String) -> String {
    switch self {
    case .lastTrainingLoss, .bestTrainingLoss: "training loss"
    case .lastTrainingAccuracy, .bestTrainingAccuracy: "training accuracy"
    case .lastValidationLoss, .bestValidationLoss: "validation loss"
    case .lastValidationAccuracy, .bestValidationAccuracy: "validation accuracy"
    case .lastSegmentAccuracy, .segmentAccuracy: "\(side) accuracy by window"
    case .lastTrackAccuracy, .trackAccuracy: "\(side) accuracy by recording"
    case .trackMeanRecall: "\(side) mean recall by recording"
    case .calibrationError: "expected calibration error by recording"
    case .bestEpoch: "best epoch"
    case .secondsPerEpoch: "seconds per epoch"
    }
  }
}

extension [ExperimentRun.Answer] {
  /// The share of recordings answered rightly, 0 to 1.
  var trackAccuracy: Double { isEmpty ? 0 : Double(count { $0.genre == $0.truth }) / Double(count) }

  /// The share of windows answered rightly, 0 to 1.
  var segmentAccuracy: Double {
    let total = reduce(0) { $0 + $1.segments.count }
    let right = reduce(0) { sum, answer in sum + answer.segments.count { $0 == answer.truth } }
    return total == 0 ? 0 : Double(right) / Double(total)
  }

  /// True genres against answers, by recording.
  func trackConfusion(labels: [String]) -> ConfusionMatrix {
    var matrix = ConfusionMatrix(labels: labels)
    for answer in self { matrix.record(truth: answer.truth, answer: answer.genre) }
    return matrix
  }

  /// True genres against answers, by window.
  func segmentConfusion(labels: [String]) -> ConfusionMatrix {
    var matrix = ConfusionMatrix(labels: labels)
    for answer in self { for genre in answer.segments { matrix.record(truth: answer.truth, answer: genre) } }
    return matrix
  }

  /// The calibration error by recording.
  var calibrationError: ExpectedCalibrationError {
    ExpectedCalibrationError(answers: map { ($0.confidence, $0.genre == $0.truth) })
  }
}
