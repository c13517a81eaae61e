import GenreAudio

/// Something a person should know about a piece that was answered all the same.
///
/// `code` is for programs, which can say it in their own language, `message` for people who read English.
public struct GenreWarning: Sendable, Hashable {
  /// The kind of warning. Open: later versions may add kinds, so switch over it with a default.
  public struct Code: Sendable, Hashable {
    /// The code's stable name, as it appears in JSON.
    public let name: String

    init(_ name: String) { self.name = name }

    /// Shorter than half the window that the model hears at a time, and repeated to fill it.
    public static let short = Code("short")
    /// There is nothing or hardly anything to hear.
    public static let silent = Code("silent")
    /// It does not sound like any genre that the model knows: speech, noise, tones, or other music.
    public static let outOfScope = Code("outOfScope")
    /// Fewer samples could be decoded than the file announces.
    public static let truncated = Code(.truncated)
    /// The decoder met damaged data; what follows it may be missing.
    public static let damaged = Code(.damaged)
    /// Samples that are not a number, infinite or absurdly large counted as 0.
    public static let invalidSamples = Code(.invalidSamples)
    /// Samples lie far outside -1...1 and were left as they are.
    public static let outOfRange = Code(.outOfRange)
    /// The sample rate or the number of channels changes on the way; all parts were used.
    public static let formatChange = Code(.formatChange)
    /// Several recordings lie one behind another in one file; all were used.
    public static let severalRecordings = Code(.severalRecordings)
    /// Bytes that are no audio stand in front of the audio and were skipped.
    public static let leadingJunk = Code(.leadingJunk)
    /// The channels cancel each other where they are mixed down; one of them was used instead.
    public static let phase = Code(.phase)

    /// The decoder's code under the decoder's name.
    private init(_ code: AudioWarning.Code) { self.init(code.description) }
  }

  /// The kind of warning.
  public let code: Code
  /// The cause and its consequence, in one line without a full stop.
  public let message: String

  /// Creates a warning.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The decoder's warning.
  package init(_ warning: AudioWarning) {
    self.init(Code(warning.code.description), warning.message)
  }
}

extension GenreWarning {
  static let nothingToHear = GenreWarning(
    .silent, "silent, or nearly so; the answer is meaningless")
}

extension GenreWarning: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
