internal import GenreBase
import GenreKit

/// An explanation for a person to read: the second candidate, and a row a window with a bar to the side it spoke for.
struct ExplanationText {
  private let whole: Explanation
  /// What fits on a screen.
  private let shown: Explanation
  private let timeWidth: Int

  /// The most rows, and the columns of a bar to one side.
  private static let (rowCount, barWidth) = (24, 16)

  init(_ explanation: Explanation) {
    whole = explanation
    shown = explanation.condensed(atMost: Self.rowCount)
    timeWidth = shown.windows.map { Self.time($0).count }.max() ?? 0
  }

  /// The block, ended by a newline.
  var text: String {
    (introduction + [columns] + shown.windows.map(row) + [footer]).map { "  \($0.printable)\n" }.joined()
  }

  private var introduction: [String] {
    let second = whole.second
    let silent = whole.windows.count - whole.supporterCount - whole.opponentCount
    let rest = silent > 0 ? "; silent: \(silent)" : ""
    return [
      "Second candidate: \(second.genre), \(Int((second.confidence * 100).rounded())) %; "
        + "the odds are \(odds) to 1 for \(whole.genre).",
      "Windows that favour \(whole.genre): \(whole.supporterCount) of \(whole.windows.count); "
        + "\(second.genre): \(whole.opponentCount)\(rest).",
    ]
  }

  private var odds: String {
    let odds = exp(whole.logOdds)
    guard odds < 100 else { return odds < 1e6 ? "\(Int(odds.rounded()))" : "more than a million" }
    let tenths = Int((odds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private var columns: String {
    let genre = whole.second.genre.printable.suffix(columns: Self.barWidth)
    let gap = String(repeating: " ", count: timeWidth + 2 + Self.barWidth - genre.columnCount)
    return "\(gap)\(genre)│\(whole.genre)"
  }

  private func row(_ window: Explanation.Window) -> String {
    let loudest = shown.windows.map { abs($0.contribution) }.max() ?? 0
    let width = loudest > 0 ? Int((abs(window.contribution) / loudest * Double(Self.barWidth)).rounded()) : 0
    let (bar, space) = (
      String(repeating: "█", count: width), String(repeating: "·", count: Self.barWidth - width)
    )
    let none = String(repeating: "·", count: Self.barWidth)
    let sides = window.contribution < 0 ? "\(space)\(bar)│\(none)" : "\(none)│\(bar)\(space)"
    let time = Self.time(window)
    let gap = String(repeating: " ", count: timeWidth - time.count)
    return "\(gap)\(time)  \(sides)  \(percent(window))"
  }

  private func percent(_ window: Explanation.Window) -> String {
    let share = Int((shown.share(of: window) * 100).rounded())
    let text = "\(share > 0 ? "+" : "")\(share) %"
    return String(repeating: " ", count: max(0, 6 - text.count)) + text
  }

  private var footer: String {
    "Per cent of the sum of all contributions: + for \(whole.genre), - for \(whole.second.genre)."
  }

  private static func time(_ window: Explanation.Window) -> String {
    "\(window.start.clockText) to \(window.end.clockText)"
  }
}
