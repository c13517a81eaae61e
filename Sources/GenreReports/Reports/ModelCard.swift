import GRUNet
import GenreKit
import GenreTraining

/// A model card in Markdown: data, split, seed, figures and curves.
public struct ModelCard: Sendable {
  /// The figures of a model on some clips.
  public struct Section: Sendable {
    /// The clips, as a heading.
    public let title: String
    /// The remark needed to judge the figures, such as the use of the clips in training.
    public let remark: String
    /// The figures.
    public let evaluation: Evaluation

    /// Creates a section.
    public init(title: String, remark: String, evaluation: Evaluation) {
      self.title = title
      self.remark = remark
      self.evaluation = evaluation
    }
  }

  private let model: GenreModel
  private let sections: [Section]

  /// Creates the card of a model that was just trained.
  public init(_ outcome: GenreTrainer.Outcome) {
    let sections = outcome.validation.map { validation in
      [
        Section(
          title: "The validation side",
          remark:
            "The epoch, the temperature and the threshold were chosen on these clips, so the figures are too good.",
          evaluation: validation)
      ]
    }
    self.init(outcome.model, sections: sections ?? [])
  }

  /// Creates the card of a model from what it is worth on several sets of clips.
  public init(_ model: GenreModel, sections: [Section]) {
    self.model = model
    self.sections = sections
  }

  /// The card.
  public var markdown: String {
    let summary = ModelSummary(model).text
    var parts = ["# Model card: \(model.name)\n", "```\n\(summary)```\n"]
    parts += sections.map { section in
      """
      ## \(section.title)

      \(section.remark) Intervals are of 95 % (Wilson).

      \(EvaluationReport(section.evaluation).markdown)
      """
    }
    parts.append(
      "## Confidence\n\nConfidence is the softmax of the mean log probabilities of the windows, divided by a "
        + "temperature of \(rounded(model.calibration.temperature)); for one window alone, by "
        + "\(rounded(model.calibration.segmentTemperature)).\n")
    if let history = model.provenance?.history { parts.append(Self.curves(history)) }
    return parts.joined(separator: "\n")
  }

  /// Writes the card: beside `path` first, then renamed onto it.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  public func write(to path: String) throws(GenreError) {
    try FileOutput.write(Array(markdown.utf8), to: path)
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

  private static func rounded(_ value: Double) -> String { value.decimals(3) }
}
