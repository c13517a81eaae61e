import GenreKit
import GenreTraining

/// A confusion matrix as a field of squares, the darker the greater the share of the row.
struct ConfusionPlot {
  let matrix: ConfusionMatrix

  /// The plot as SVG: rows are true genres, columns answers, numbers per cent of the row.
  func svg(label: String) -> String {
    let count = matrix.labels.count
    let margin = min(110, 14 + 6 * Double(matrix.labels.map(\.count).max() ?? 0))
    let size = max(22, (PlotFrame.width - margin) / Double(count))
    let width = margin + size * Double(count)
    var contents = ""
    for row in 0..<count {
      let total = matrix.counts[row].reduce(0, +)
      contents += PlotFrame.text(
        matrix.labels[row], x: margin - 5, y: margin + size * (Double(row) + 0.5) + 4, anchor: "end")
      for column in 0..<count {
        contents += square(row: row, column: column, total: total, size: size, margin: margin)
      }
    }
    for column in 0..<count { contents += columnName(column, size: size, margin: margin) }
    return
      "<svg viewBox=\"0 0 \(width.decimals(0)) \(width.decimals(0))\" role=\"img\" aria-label=\""
      + "\(HTMLText.escaped(label))\">\n\(contents)</svg>"
  }

  private func square(row: Int, column: Int, total: Int, size: Double, margin: Double) -> String {
    let value = matrix.counts[row][column]
    let share = total == 0 ? 0 : Double(value) / Double(total)
    let (x, y) = (margin + size * Double(column), margin + size * Double(row))
    let title = "\(matrix.labels[row]) answered as \(matrix.labels[column]): \(value) of \(total)"
    let side = (size - 1.5).decimals(1)
    let number = (share * 100).decimals(0)
    let text = PlotFrame.text(
      number == "0" ? (value > 0 ? "·" : "") : number, x: x + size / 2 - 0.75, y: y + size / 2 + 3.5,
      anchor: "middle",
      style: share > 0.5 ? "inverse" : "value")
    return
      "<g><title>\(HTMLText.escaped(title))</title><rect class=\"heat\" x=\"\(x.decimals(1))\" y=\"\(y.decimals(1))\" "
      + "width=\"\(side)\" height=\"\(side)\" rx=\"2\" fill-opacity=\"\((0.05 + 0.95 * share).decimals(3))\"/>\(text)</g>\n"
  }

  private func columnName(_ column: Int, size: Double, margin: Double) -> String {
    let x = (margin + size * (Double(column) + 0.5) + 4).decimals(1)
    let y = (margin - 5).decimals(1)
    return "<text x=\"\(x)\" y=\"\(y)\" transform=\"rotate(-90 \(x) \(y))\">"
      + "\(HTMLText.escaped(matrix.labels[column]))</text>\n"
  }
}
