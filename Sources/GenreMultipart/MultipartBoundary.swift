/// The boundary that separates the parts of a body: the `boundary` parameter of its `Content-Type` (RFC 2046, 5.1.1).
public struct MultipartBoundary: Sendable, Hashable {
  /// The boundary's text, 1 to 70 characters, without the two hyphens in front.
  public let text: String

  /// Reads the boundary out of a `Content-Type`, plain or quoted.
  ///
  /// - Parameter contentType: The header's value, such as `multipart/form-data; boundary="a b"`.
  /// - Throws: ``MultipartError`` with code `invalidBoundary`.
  public init(contentType: String) throws(MultipartError) {
    guard let header = ParameterizedValue(contentType), header.value == "multipart/form-data" else {
      throw MultipartError(.invalidBoundary, "the content type is not multipart/form-data")
    }
    guard let text = header.parameters["boundary"] else {
      throw MultipartError(
        .invalidBoundary,
        "the content type names no boundary; let your HTTP library write the header itself")
    }
    try self.init(text)
  }

  /// Takes a boundary as it is.
  ///
  /// - Throws: ``MultipartError`` with code `invalidBoundary` if it is none of RFC 2046's.
  public init(_ text: String) throws(MultipartError) {
    guard (1...70).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed), text.last != " " else {
      throw MultipartError(
        .invalidBoundary,
        "the boundary must be 1 to 70 letters, digits or '()+_,-./:=? and must not end in a space")
    }
    self.text = text
  }

  /// `bchars` of RFC 2046, and the further visible ASCII that some clients use.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// What stands in the body: a line break, two hyphens and the boundary.
  var delimiter: [UInt8] { Array("\r\n--\(text)".utf8) }
}
