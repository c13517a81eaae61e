/// Something a listener should know about samples that were decoded all the same.
public struct AudioWarning: Sendable, Hashable, CustomStringConvertible {
  /// The kind of warning.
  public var code: Code
  /// The cause and its consequence, in one line without a full stop.
  public var message: String

  /// Creates a warning.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }

  static let severalRecordings = AudioWarning(
    .severalRecordings, "the file has several recordings in a row; all of them were used")
  static let phase = AudioWarning(
    .phase, "the channels cancel each other when mixed down; one of them was used instead of their mean")
}

extension AudioWarning {
  /// The kind of an ``AudioWarning``. Open: later releases may add kinds, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The name of the kind, as in `truncated`.
    public let description: String

    private init(_ name: String) { description = name }

    /// Fewer samples could be decoded than the header announces.
    public static let truncated = Code("truncated")
    /// The decoder met damaged data; what follows it may be missing.
    public static let damaged = Code("damaged")
    /// Samples that are not a number, infinite or absurdly large were replaced by 0.
    public static let invalidSamples = Code("invalidSamples")
    /// Samples lie far outside -1...1 and were left as they are.
    public static let outOfRange = Code("outOfRange")
    /// The sample rate or the number of channels changes on the way; all parts were used.
    public static let formatChange = Code("formatChange")
    /// Several recordings lie one behind another in one file; all were used.
    public static let severalRecordings = Code("severalRecordings")
    /// Bytes that are no audio, and no known tag, stand in front of the audio and were skipped.
    public static let leadingJunk = Code("leadingJunk")
    /// The channels cancel each other where they are mixed down; one of them was used instead.
    public static let phase = Code("phase")
  }
}

extension AudioWarning {
  static let leftOut = AudioWarning(
    .damaged, "one of several recordings in the file can't be opened and was left out")
}
