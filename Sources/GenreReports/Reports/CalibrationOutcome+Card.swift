import GenreTraining

extension CalibrationOutcome {
  /// Sections of a model card, one per source.
  ///
  /// - Parameter titles: What the sources are, in their order.
  public func sections(titled titles: [String]) -> [ModelCard.Section] {
    zip(titles, sources).map { title, clips in
      ModelCard.Section(
        title: "On \(title)",
        remark:
          "The temperature and the threshold were fitted to these and other clips, so the figures are too good.",
        evaluation: Evaluation(clips, labels: model.labels, calibration: model.calibration))
    }
  }

  /// A section of a model card for sources that other models scored. Each fold alone is too small; together every clip
  /// is tested once.
  ///
  /// - Parameter pairs: For each source what it is, and the model that scored it.
  public func section(scoredBy pairs: [(source: String, model: String)]) -> ModelCard.Section {
    let fit =
      sources.count == 1
      ? "The temperature and the threshold were fitted to these answers, so the figures of confidence are too good."
      : "For each source, the temperature and the threshold were fitted to the others; those of this model to all."
    return ModelCard.Section(
      title:
        "On \(crossFitted.answers.count) clips, by other networks of this recipe that were not trained on them",
      remark: pairs.map { "\($0.source) by \($0.model)" }.joined(separator: ", ") + ". \(fit)",
      evaluation: crossFitted)
  }
}
