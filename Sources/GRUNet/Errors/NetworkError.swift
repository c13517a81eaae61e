internal import GenreBase

/// The error of building, running or reading a network: a code, and a message with the cause and the remedy.
public struct NetworkError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure. Open: later versions may add codes, so a `switch` over them needs a default.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The code's stable name, such as `invalidArchitecture`.
    public let description: String

    /// Creates a code of the given name; two codes are equal when their names are.
    public init(_ description: String) {
      self.description = description
    }

    /// The architecture cannot be built: a size of zero, a dropout of one, no layers.
    public static let invalidArchitecture = Code("invalidArchitecture")
    /// The batch does not fit itself or the network: counts that disagree, an empty sequence.
    public static let invalidBatch = Code("invalidBatch")
    /// The targets, class indices or sample weights do not fit the batch.
    public static let invalidTargets = Code("invalidTargets")
    /// A parameter is missing, unknown, or has another shape than the architecture asks for.
    public static let invalidParameters = Code("invalidParameters")
    /// A file could not be understood: cut, not of the format, or with fields that contradict each other.
    public static let invalidFile = Code("invalidFile")
    /// A file could not be read or written.
    public static let inputOutput = Code("inputOutput")
    /// The work was cancelled before it was done.
    public static let cancelled = Code("cancelled")
  }

  /// The kind of failure.
  public let code: Code
  /// The cause and the remedy, in one line.
  public let message: String

  /// Creates an error from its code and a message for a person.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The code, then the message.
  public var description: String { "\(code): \(message)" }
}

extension NetworkError: CodedError {}
