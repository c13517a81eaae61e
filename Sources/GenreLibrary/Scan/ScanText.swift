import GenreKit

/// Scans as plain text.
public enum ScanText {
  /// The progress on one line.
  public static func line(_ progress: ScanProgress) -> String {
    switch progress {
    case .searching(let found): "\(found) audio files found"
    case .classifying(let done, let total, let rate):
      "\(done)/\(total) files  \(rate.decimals(1)) files/s"
        + (progress.secondsLeft.map { "  \($0.clockText) left" } ?? "")
    }
  }

  /// What a scan did, a line each for what it says.
  public static func text(_ summary: ScanSummary) -> String {
    let unchanged = summary.found - summary.new - summary.changed
    var lines = [
      "\(summary.found) audio files: \(summary.new) new, \(summary.changed) changed, \(unchanged) known",
      "\(summary.classified) classified, \(summary.recognized) recognised by their sound, \(summary.failed) failed",
    ]
    if summary.missing > 0 { lines.append("\(summary.missing) missing; they stay in the database, marked") }
    if summary.unreadable > 0 { lines.append("\(summary.unreadable) folders or links could not be read") }
    if summary.otherModel > 0 {
      lines.append("\(summary.otherModel) answered by another model, version or sample, and kept")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
