import GenreTraining

/// Confidence against accuracy, a dot a bin, its area the recordings in it: on the diagonal, confidence tells the truth.
struct ReliabilityPlot {
  /// The bins, series by series.
  let series: [[ExpectedCalibrationError.Bin]]

  /// The plot as SVG.
  func svg(label: String) -> String {
    let ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    let frame = PlotFrame(
      x: 0...1, y: 0...1, xTitle: "confidence", yTitle: "fraction answered right", xTicks: ticks,
      yTicks: ticks,
      xPlaces: 1)
    var contents = frame.line([(0, 0), (1, 1)], style: "original")
    for (index, bins) in series.enumerated() {
      let filled = bins.filter { $0.count > 0 }
      contents += frame.line(
        filled.map { (x: $0.confidence, y: $0.accuracy) },
        style: "mean line\(index % 3)\(index == 1 ? " dashed" : "")")
      let largest = Double(filled.map(\.count).max() ?? 1)
      for bin in filled {
        let radius = 2 + 6 * (Double(bin.count) / largest).squareRoot()
        contents +=
          "<circle class=\"dot\(index % 3)\" fill-opacity=\".75\" cx=\"\(frame.position(x: bin.confidence).decimals(1))\" "
          + "cy=\"\(frame.position(y: bin.accuracy).decimals(1))\" r=\"\(radius.decimals(1))\"><title>\(bin.count) answers, "
          + "confidence \(bin.confidence.decimals(3)), right \(bin.accuracy.decimals(3))</title></circle>\n"
      }
    }
    return frame.svg(contents, label: label)
  }
}
