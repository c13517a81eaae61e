extension AudioError {
  /// The kind of an ``AudioError``. Open: later releases may add kinds, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The name of the kind, as in `notAudio`.
    public let description: String

    private init(_ name: String) { description = name }

    /// No file has this path.
    public static let notFound = Code("notFound")
    /// The input is there but can't be read: no permission, a socket, a failing disk.
    public static let unreadable = Code("unreadable")
    /// The path is a folder.
    public static let isDirectory = Code("isDirectory")
    /// The input holds no bytes at all.
    public static let empty = Code("empty")
    /// The bytes are no audio: text, a picture, noise.
    public static let notAudio = Code("notAudio")
    /// The bytes are audio in a format or an encoding that this library doesn't decode.
    public static let unsupported = Code("unsupported")
    /// The bytes are audio, but too damaged to start decoding.
    public static let damaged = Code("damaged")
    /// The header is sound, but not one sample follows it.
    public static let noSamples = Code("noSamples")
    /// The input is outside ``AudioLimits``.
    public static let limitExceeded = Code("limitExceeded")
    /// The caller's task was cancelled.
    public static let cancelled = Code("cancelled")
    /// An argument of the caller makes no sense, such as a rate of 0 Hz.
    public static let invalidArgument = Code("invalidArgument")
    /// A library underneath could not be set up, as when memory runs out.
    public static let systemFailure = Code("systemFailure")
  }
}
