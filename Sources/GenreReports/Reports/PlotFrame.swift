import GenreKit

/// The axes of a plot, and where a value lies between them.
struct PlotFrame {
  /// The width of the drawing, in the units in which text is 11 high: about what a phone shows at its own size.
  static let width = 360.0
  static let height = 250.0

  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  let xTitle: String
  let yTitle: String
  /// The values that are marked.
  let xTicks: [Double]
  let yTicks: [Double]
  var yPlaces = 1
  var xPlaces = 0

  private static let left = 38.0
  private static let right = 10.0
  private static let top = 20.0
  private static let bottom = 34.0

  func position(x value: Double) -> Double {
    let share = (value - x.lowerBound) / max(1e-12, x.upperBound - x.lowerBound)
    return Self.left + share * (Self.width - Self.left - Self.right)
  }

  /// Values past the top are drawn at the top.
  func position(y value: Double) -> Double {
    let clipped = min(y.upperBound, max(y.lowerBound, value))
    let share = (clipped - y.lowerBound) / max(1e-12, y.upperBound - y.lowerBound)
    return Self.height - Self.bottom - share * (Self.height - Self.top - Self.bottom)
  }

  /// A line through points.
  func line(_ points: [(x: Double, y: Double)], style: String) -> String {
    let text = points.map { "\(position(x: $0.x).decimals(1)),\(position(y: $0.y).decimals(1))" }
    return "<polyline class=\"\(style)\" points=\"\(text.joined(separator: " "))\"/>\n"
  }

  /// The whole drawing around its contents.
  func svg(_ contents: String, label: String) -> String {
    "<svg viewBox=\"0 0 \(Self.width.decimals(0)) \(Self.height.decimals(0))\" role=\"img\" aria-label=\""
      + "\(HTMLText.escaped(label))\">\n\(axes)\(contents)</svg>"
  }

  private var axes: String {
    let bottom = Self.height - Self.bottom
    let horizontal = yTicks.map { tick in
      let height = position(y: tick)
      return
        "<line class=\"axis\" x1=\"\(Self.left)\" x2=\"\(Self.width - Self.right)\" y1=\"\(height.decimals(1))\" "
        + "y2=\"\(height.decimals(1))\"/>"
        + Self.text(tick.decimals(yPlaces), x: Self.left - 5, y: height + 4, anchor: "end")
    }
    let vertical = xTicks.map {
      Self.text($0.decimals(xPlaces), x: position(x: $0), y: bottom + 15, anchor: "middle")
    }
    let titles =
      Self.text(yTitle, x: 2, y: 11, anchor: "start")
      + Self.text(xTitle, x: Self.width - Self.right, y: bottom + 30, anchor: "end")
    return horizontal.joined() + vertical.joined() + titles + "\n"
  }

  static func text(_ text: String, x: Double, y: Double, anchor: String, style: String = "") -> String {
    "<text x=\"\(x.decimals(1))\" y=\"\(y.decimals(1))\" text-anchor=\"\(anchor)\""
      + (style.isEmpty ? "" : " class=\"\(style)\"") + ">\(HTMLText.escaped(text))</text>"
  }
}
