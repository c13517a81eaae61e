/// The published figures of the student project that this package grew out of, for windows split at random.
package enum OriginalFigures {
  /// A published figure.
  package struct Figure: Sendable, Hashable {
    /// The cell.
    package let cell: String
    /// The name of the figure.
    package let title: String
    /// The published value.
    package let value: Double
    /// The figure of ours to hold against it.
    package let counterpart: ExperimentFigure
  }

  static let trainingAccuracy = 0.9551
  static let trainingLoss = 0.1300
  static let validationAccuracy = 0.7881
  static let validationLoss = 0.8051

  /// The genres of GTZAN, on which the figures were measured; with others, there is nothing to compare.
  static let labels = [
    "blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae", "rock",
  ]

  /// The published figures.
  package static let all = [
    Figure(
      cell: "gru", title: "training accuracy, epoch 30", value: trainingAccuracy,
      counterpart: .lastTrainingAccuracy),
    Figure(
      cell: "gru", title: "training loss, epoch 30", value: trainingLoss, counterpart: .lastTrainingLoss),
    Figure(
      cell: "gru", title: "validation accuracy, epoch 30", value: validationAccuracy,
      counterpart: .lastValidationAccuracy
    ),
    Figure(
      cell: "gru", title: "validation loss, epoch 30", value: validationLoss, counterpart: .lastValidationLoss
    ),
    Figure(
      cell: "gru", title: "validation accuracy, best epoch", value: 0.8294,
      counterpart: .bestValidationAccuracy),
    Figure(
      cell: "lstm", title: "test accuracy by window, epoch 30", value: 0.7965,
      counterpart: .lastSegmentAccuracy),
  ]
}
