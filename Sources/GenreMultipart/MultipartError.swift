/// The error of reading a multipart body.
public struct MultipartError: Error, Sendable, Hashable {
  /// The kind of failure. Open: later versions may add kinds.
  public struct Code: Sendable, Hashable {
    /// The code's stable name.
    public let name: String

    init(_ name: String) { self.name = name }

    /// The `Content-Type` names no boundary, or one that RFC 2046 does not allow.
    public static let invalidBoundary = Code("invalidBoundary")
    /// A header of a part breaks the grammar.
    public static let invalidHeader = Code("invalidHeader")
    /// The headers of a part are longer than the limit.
    public static let headersTooLarge = Code("headersTooLarge")
    /// There are more parts than the limit.
    public static let tooManyParts = Code("tooManyParts")
    /// The body ended before its final boundary, or never had one.
    public static let incomplete = Code("incomplete")
  }

  /// The kind of failure.
  public let code: Code
  /// The cause and the remedy, in one line.
  public let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
