/// The progress of the classification of a recording.
public struct HearingProgress: Sendable, Hashable {
  /// The seconds heard so far.
  public let heard: Double
  /// The seconds that the file announces; nil where it says nothing. It may be wrong.
  public let expected: Double?
}
