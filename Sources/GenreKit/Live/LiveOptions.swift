/// How a live classification answers.
///
/// ```swift
/// let options = LiveOptions(interval: 2, timeConstant: 20)
/// ```
public struct LiveOptions: Sendable, Hashable {
  /// The seconds between two answers, 0.1 or more; nil for one window of the model.
  public var interval: Double?
  /// The time constant of the mean, in seconds, 1 or more: a window that lies so far back counts 1/e (37 %) of the newest.
  public var timeConstant: Double
  /// Whether the timeline is kept, for the prediction at the end. It needs memory for each window and each pause of the
  /// stream (about 200 bytes a window), and about a fifth more work; without it memory stays the same for any length.
  public var keepsTimeline: Bool

  /// Creates options.
  public init(interval: Double? = nil, timeConstant: Double = 30, keepsTimeline: Bool = false) {
    self.interval = interval
    self.timeConstant = timeConstant
    self.keepsTimeline = keepsTimeline
  }

  /// The intervals that make sense: a window is computed in each.
  static let intervals = 0.1...3600.0
  private static let timeConstants = 1.0...86_400.0

  func validate() throws(GenreError) {
    if let interval, !Self.intervals.contains(interval) {
      throw GenreError(.invalidArgument, "the interval is \(interval) s; choose 0.1 to 3600 s")
    }
    guard Self.timeConstants.contains(timeConstant) else {
      throw GenreError(.invalidArgument, "the time constant is \(timeConstant) s; choose 1 to 86400 s")
    }
  }
}
