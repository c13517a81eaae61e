/// The state of a scan.
public enum ScanProgress: Sendable, Hashable {
  /// Folders are read.
  ///
  /// - Parameter found: The number of audio files up to now.
  case searching(found: Int)
  /// Files are classified.
  ///
  /// - Parameters:
  ///   - done: The number of files that are done.
  ///   - total: The number of files that were to do when the work began.
  ///   - rate: Files a second since it began; 0 where that is not known yet.
  case classifying(done: Int, total: Int, rate: Double)

  /// The seconds that are left at the rate up to now; nil where that is not known.
  public var secondsLeft: Double? {
    guard case .classifying(let done, let total, let rate) = self, rate > 0 else { return nil }
    return Double(total - done) / rate
  }
}
