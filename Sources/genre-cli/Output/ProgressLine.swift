/// A line on standard error that says how far the work is; silent where standard error is no terminal.
struct ProgressLine {
  private let total: Int
  private let unit: String
  private let start = ContinuousClock.now
  private var done = 0
  private let isShown: Bool

  /// A line for `total` pieces of work; nothing is shown for fewer than two.
  init(total: Int, unit: String) {
    self.total = total
    self.unit = unit
    isShown = Console.isErrorTerminal && total > 1
  }

  /// Counts one more piece and draws the line again, with `note` after it.
  mutating func advance(note: String = "") {
    done += 1
    draw(note: note)
  }

  /// Wipes the line, so that results can be printed.
  func clear() {
    if isShown { Console.writeError("\r\u{1B}[K") }
  }

  private func draw(note: String) {
    guard isShown, done < total else { return }
    let width = 24
    let filled = width * done / total
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let seconds = (ContinuousClock.now - start) / .seconds(1) / Double(done) * Double(total - done)
    let line = "\(bar) \(done)/\(total) \(unit)  \(seconds.clockText) left  \(note)"
    Console.writeError("\r\u{1B}[K" + Console.fitted(line))
  }
}
