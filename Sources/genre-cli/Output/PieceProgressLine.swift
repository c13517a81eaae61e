import GenreKit
import Synchronization

/// The progress within a single long recording, on a terminal: a bar once it takes longer than a second.
final class PieceProgressLine: Sendable {
  private let start = ContinuousClock.now
  /// The time of the last drawing; nil before the first.
  private let drawn = Mutex<ContinuousClock.Instant?>(nil)

  /// Draws the line again, from the thread that classifies.
  func show(_ progress: HearingProgress) {
    guard Console.isErrorTerminal, isDue() else { return }
    Console.writeError("\r\u{1B}[K" + Console.fitted(text(of: progress)))
  }

  /// Wipes the line.
  func clear() {
    if drawn.withLock({ $0 != nil }) { Console.writeError("\r\u{1B}[K") }
  }

  private func isDue() -> Bool {
    let now = ContinuousClock.now
    guard now - start > .seconds(1) else { return false }
    return drawn.withLock { last in
      guard last.map({ now - $0 > .milliseconds(200) }) ?? true else { return false }
      last = now
      return true
    }
  }

  private func text(of progress: HearingProgress) -> String {
    guard let expected = progress.expected, expected > progress.heard else {
      return "\(progress.heard.clockText) classified"
    }
    let width = 24
    let filled = Int(Double(width) * progress.heard / expected)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let left = (ContinuousClock.now - start) / .seconds(1) / progress.heard * (expected - progress.heard)
    return "\(bar) \(progress.heard.clockText) of \(expected.clockText)  \(left.clockText) left"
  }
}
