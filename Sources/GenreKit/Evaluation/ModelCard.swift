import GRUNet

/// What should be known of a model before it is relied on, in Markdown: data, split, seed, figures, curves.
public struct ModelCard: Sendable {
  private let model: GenreModel
  private let evaluation: Evaluation?

  /// Creates the card of a model that was just trained.
  public init(_ outcome: GenreTrainer.Outcome) {
    self.init(outcome.model, validation: outcome.validation)
  }

  /// Creates the card of a model.
  ///
  /// - Parameter validation: What it is worth on the clips that chose its epoch.
  public init(_ model: GenreModel, validation: Evaluation?) {
    self.model = model
    evaluation = validation
  }

  /// The card.
  public var markdown: String {
    let summary = ModelSummary(model).text
    var parts = ["# Model card: \(model.name)\n", "```\n\(summary)```\n"]
    if let evaluation {
      parts.append(
        """
        ## On the validation side

        These clips chose the epoch, the temperature and the threshold, so the figures flatter; intervals are 95 %
        (Wilson).

        \(EvaluationReport(evaluation).markdown)
        """)
    }
    parts.append(
      "Confidence is the softmax of the mean log probabilities of the windows, divided by a temperature of "
        + "\(rounded(model.calibration.temperature)); for one window alone, by "
        + "\(rounded(model.calibration.segmentTemperature)).\n")
    if let history = model.provenance?.history { parts.append(Self.curves(history)) }
    return parts.joined(separator: "\n")
  }

  /// Writes the card: beside `path` first, then renamed onto it.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  public func write(to path: String) throws(GenreError) {
    try FileListing.write(Array(markdown.utf8), to: path)
  }

  private static func curves(_ history: TrainingHistory) -> String {
    let header = """
      ## The course of the training

      Training figures are by window, validation figures by clip. The epoch that was kept is marked.

      | epoch | training loss | training accuracy | validation loss | validation accuracy |
      | ---: | ---: | ---: | ---: | ---: |

      """
    let rows = history.epochs.map { epoch in
      let figures = [
        epoch.trainingLoss, epoch.trainingAccuracy, epoch.validationLoss, epoch.validationAccuracy,
      ].map { $0.map(rounded) ?? "–" }
      let mark = epoch.number == history.bestEpoch ? "**\(epoch.number)**" : "\(epoch.number)"
      return "| \(mark) | \(figures.joined(separator: " | ")) |\n"
    }
    return header + rows.joined()
  }

  private func rounded(_ value: Double) -> String { Self.rounded(value) }

  private static func rounded(_ value: Double) -> String { DecimalText.of(value, places: 3) }
}
