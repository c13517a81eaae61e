import GenreKit

/// Loss or accuracy over the epochs: every run thin, the mean of each cell's runs thick; training dashed, validation
/// solid.
struct LearningCurvePlot {
  /// The quantity of the plot.
  enum Quantity { case loss, accuracy }

  let quantity: Quantity
  /// The runs, cell by cell.
  let runs: [[TrainingHistory]]
  /// Published values to mark.
  let originals: [Double]

  /// The plot as SVG.
  func svg(label: String) -> String {
    let frame = frame
    var thin = ""
    var thick = ""
    for (cell, histories) in runs.enumerated() {
      for (curve, dashes) in [(training, " dashed"), (validation, "")] {
        let lines = histories.map { curve($0).map { (x: $0.epoch, y: $0.value) } }
        for line in lines where lines.count > 1 {
          thin += frame.line(line, style: "run line\(cell % 3)\(dashes)")
        }
        thick += frame.line(Self.mean(lines), style: "mean line\(cell % 3)\(dashes)")
      }
    }
    // Without names: wherever they stood, they would hide the curves that they are compared with.
    let levels = originals.map { level in
      frame.line([(frame.x.lowerBound, level), (frame.x.upperBound, level)], style: "original")
    }.joined()
    return frame.svg(levels + thin + thick, label: label)
  }

  private var frame: PlotFrame {
    let epochs = runs.joined().map(\.epochs.count).max() ?? 1
    let step = max(1, (epochs + 5) / 6)
    let ticks = [1.0] + stride(from: step, through: epochs, by: step).map(Double.init).filter { $0 > 1 }
    guard quantity == .loss else {
      return PlotFrame(
        x: 1...Double(max(2, epochs)), y: 0...1, xTitle: "epoch", yTitle: "accuracy", xTicks: ticks,
        yTicks: [0, 0.2, 0.4, 0.6, 0.8, 1])
    }
    let values = runs.joined().flatMap { (training($0) + validation($0)).map(\.value) }
    let top = min(4, max(0.5, ((values.max() ?? 1) * 2).rounded(.up) / 2))
    return PlotFrame(
      x: 1...Double(max(2, epochs)), y: 0...top, xTitle: "epoch", yTitle: "loss (nats)", xTicks: ticks,
      yTicks: Array(stride(from: 0, through: top, by: 0.5)))
  }

  private func training(_ history: TrainingHistory) -> [(epoch: Double, value: Double)] {
    history.epochs.map {
      (Double($0.number), quantity == .loss ? $0.trainingLoss : $0.trainingAccuracy)
    }
  }

  private func validation(_ history: TrainingHistory) -> [(epoch: Double, value: Double)] {
    history.epochs.compactMap { epoch in
      (quantity == .loss ? epoch.validationLoss : epoch.validationAccuracy).map { (Double(epoch.number), $0) }
    }
  }

  /// The mean at each epoch that every run has reached.
  private static func mean(_ lines: [[(x: Double, y: Double)]]) -> [(x: Double, y: Double)] {
    let count = lines.map(\.count).min() ?? 0
    return (0..<count).map { index in
      (lines[0][index].x, lines.reduce(0) { $0 + $1[index].y } / Double(lines.count))
    }
  }
}
