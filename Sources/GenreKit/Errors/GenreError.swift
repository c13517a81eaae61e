internal import GenreBase

/// The error of this library: a code, a message with the cause and the remedy, and a path.
///
/// `code` is for programs (the command turns it into an exit status), `message` for people: one line that names the
/// cause and the remedy. `path` is the file or folder concerned, where there is one.
public struct GenreError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure. Open: later versions may add kinds, so switch over it with a default.
  public struct Code: Sendable, Hashable {
    /// The code's stable name, as it appears in JSON.
    public let name: String

    init(_ name: String) { self.name = name }

    /// No file or folder at that path.
    public static let notFound = Code("notFound")
    /// There, but it cannot be read: permissions, a folder where a file is meant, an I/O error.
    public static let unreadable = Code("unreadable")
    /// Readable, but no audio that can be decoded.
    public static let notAudio = Code("notAudio")
    /// Audio or video of a kind that is known and not decoded here; the message names it.
    public static let unsupportedFormat = Code("unsupportedFormat")
    /// Audio past a limit that the caller set, or outside what can be handled.
    public static let limitExceeded = Code("limitExceeded")
    /// A model file that is damaged, of another shape, or no model at all.
    public static let invalidModel = Code("invalidModel")
    /// A data set, cache, list or split that cannot be used as it is.
    public static let invalidData = Code("invalidData")
    /// An option or value outside its range.
    public static let invalidArgument = Code("invalidArgument")
    /// Results could not be written.
    public static let unwritable = Code("unwritable")
    /// Training could not go on, for example because the loss is no longer finite.
    public static let trainingFailed = Code("trainingFailed")
    /// The surrounding task was cancelled.
    public static let cancelled = Code("cancelled")
  }

  /// The kind of failure.
  public let code: Code
  /// The cause and the remedy, in one line without the path.
  public let message: String
  /// The file or folder concerned.
  public let path: String?

  /// Creates an error.
  public init(_ code: Code, _ message: String, path: String? = nil) {
    self.code = code
    self.message = message
    self.path = path
  }
}

extension GenreError {
  /// `path: message`, or the message alone where no file is concerned.
  public var description: String {
    path.map { "\(PathText.shown($0)): \(message)" } ?? message
  }
}

extension GenreError: CodedError {}
