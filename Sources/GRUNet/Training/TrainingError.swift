internal import GenreBase

/// The error of a training: a code, and a message with the cause and the remedy.
public struct TrainingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure. Open: later versions may add codes, so a `switch` over them needs a default.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The code's stable name.
    public let description: String

    /// Creates a code of the given name; two codes are equal when their names are.
    public init(_ description: String) {
      self.description = description
    }

    /// A number of the configuration is out of range.
    public static let invalidConfiguration = Code("invalidConfiguration")
    /// The sequences are empty, of the wrong size, or not finite; or a label is out of range.
    public static let invalidData = Code("invalidData")
    /// The loss or the gradient is no longer a number.
    public static let diverged = Code("diverged")
    /// The checkpoint is of another network, configuration or data set, or damaged.
    public static let invalidCheckpoint = Code("invalidCheckpoint")
    /// The network refused the batch or the parameters.
    public static let network = Code("network")
    /// A closure of the caller's, for validation or checkpoints, threw.
    public static let callbackFailed = Code("callbackFailed")
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

extension TrainingError: CodedError {}
