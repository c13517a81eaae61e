internal import GenreBase

/// The error of configuring or computing features: a code, and a message with the cause and the remedy.
public struct FeatureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of a ``FeatureError``: an open set, so that a new kind breaks no `switch`.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The name of the code, in camel case.
    public let description: String

    private init(_ description: String) { self.description = description }

    /// A configuration that can't be computed with, such as a hop length of 0.
    public static let invalidConfiguration = Code("invalidConfiguration")
    /// Samples that are NaN, infinite, or too large to be squared in 32-bit floats.
    public static let nonFiniteSamples = Code("nonFiniteSamples")
    /// A matrix whose size doesn't fit the operation.
    public static let shapeMismatch = Code("shapeMismatch")
    /// Bytes that are not the file that was expected.
    public static let malformedFile = Code("malformedFile")
    /// A file that can't be opened, read or written.
    public static let inputOutput = Code("inputOutput")
  }

  /// The kind of error.
  public let code: Code
  /// The cause and the remedy, in one line.
  public let message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The code and the message.
  public var description: String { "\(code): \(message)" }

  static func configuration(_ message: String) -> FeatureError {
    FeatureError(.invalidConfiguration, message)
  }
}

extension FeatureError: CodedError {}
