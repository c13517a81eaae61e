#if Library
  import GenreKit
  import GenreLibrary

  /// The progress of a scan: a line on a terminal that is drawn over, and nothing elsewhere.
  struct ScanProgressLine {
    private var last: ContinuousClock.Instant?

    /// Draws the line, a few times a second at most.
    mutating func show(_ progress: ScanProgress) {
      guard Console.isErrorTerminal else { return }
      let now = ContinuousClock.now
      if let last, now - last < .milliseconds(100) { return }
      last = now
      Console.writeError("\r\u{1B}[K" + Console.fitted(ScanText.line(progress)))
    }

    /// Wipes the line.
    func clear() {
      if Console.isErrorTerminal { Console.writeError("\r\u{1B}[K") }
    }
  }
#endif
