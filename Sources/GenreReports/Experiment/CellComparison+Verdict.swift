import GenreKit

extension CellComparison {
  /// In words: which cell is ahead in a figure, by how much, and whether that is more than chance.
  ///
  /// - Parameters:
  ///   - figure: ``ExperimentFigure/segmentAccuracy`` or ``ExperimentFigure/trackAccuracy``.
  ///   - cells: The figures of the cells.
  public func verdict(_ figure: ExperimentFigure, cells: [ExperimentSummary.Cell]) -> String {
    guard let one = mean(figure, of: first, in: cells), let other = mean(figure, of: second, in: cells) else {
      return ""
    }
    let (ahead, behind) = one >= other ? (first, second) : (second, first)
    let gap = abs(one - other).decimals(4)
    guard gap != "0.0000" else { return "\(first.title) and \(second.title) are equal." }
    let reasons = "\(seedText(figure, isSecondAhead: ahead == second)); \(recordingText(figure))"
    switch (isBeyondSeeds(figure), signTest(figure).probability < 0.05) {
    case (true?, true):
      return "\(ahead.title) beats \(behind.title) by \(gap), which is significant: \(reasons)."
    case (true?, false):
      return
        "\(ahead.title) is ahead of \(behind.title) by \(gap), which is significant over seeds, but not over "
        + "recordings: \(reasons)."
    case (false?, true):
      return
        "\(ahead.title) is ahead of \(behind.title) by \(gap), which is significant over recordings, but not over "
        + "seeds: \(reasons)."
    case (false?, false):
      return "\(ahead.title) is ahead of \(behind.title) by \(gap), which is not significant: \(reasons)."
    case (nil, let beyond):
      return
        "\(ahead.title) is ahead of \(behind.title) by \(gap), which is \(beyond ? "significant" : "not significant") "
        + "over the recordings: \(reasons)."
    }
  }

  /// The sign test that belongs to a figure.
  func signTest(_ figure: ExperimentFigure) -> SignTest {
    figure == .segmentAccuracy || figure == .lastSegmentAccuracy ? segments : tracks
  }

  private func mean(
    _ figure: ExperimentFigure, of cell: RecurrentCellKind, in cells: [ExperimentSummary.Cell]
  ) -> Double? {
    cells.first { $0.cell == cell }?[figure]?.mean
  }

  /// Whether the pairs agree more than their spread explains; nil where that cannot be tested.
  private func isBeyondSeeds(_ figure: ExperimentFigure) -> Bool? {
    self[figure].flatMap(\.probability).map { $0 < 0.05 }
  }

  /// The interval is of the gap in the sentence: above 0 where it agrees with the one who is ahead.
  private func seedText(_ figure: ExperimentFigure, isSecondAhead: Bool) -> String {
    guard let test = self[figure] else { return "too few \(pairs) for a t test" }
    guard let probability = test.probability, let interval = test.interval else {
      return "all \(pairs) have the same difference, so no test is possible"
    }
    let bounds = isSecondAhead ? interval.reversed().map { -$0 } : interval
    return
      "paired t test over \(test.differences.count) \(pairs), \(probability.probabilityText), 95 % interval of the "
      + "difference \(bounds[0].decimals(4)) to \(bounds[1].decimals(4))"
  }

  private func recordingText(_ figure: ExperimentFigure) -> String {
    let test = signTest(figure)
    return
      "exact sign test over recordings, \(first.title) better on \(test.firstAhead) and \(second.title) on "
      + "\(test.secondAhead), \(test.probability.probabilityText)"
  }
}
