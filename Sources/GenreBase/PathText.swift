/// Paths as text, without loss. A path is bytes; most are UTF-8, and those are the text that they look like.
///
/// A byte that is not part of UTF-8 is the code point U+10FE00 plus its value, in the last private plane; the bytes of
/// such a code point in a name are written so as well. Therefore any bytes can be text, and give the same bytes again.
package enum PathText {
  /// What is added to the value of a byte, 0x80 to 0xFF.
  private static let offset: UInt32 = 0x10FE00

  /// The text of some bytes.
  package static func text(_ bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !hasEscapes(text) { return text }
    var text = String.UnicodeScalarView()
    var rest = Array(bytes)[...]
    while let byte = rest.first {
      let scalar = scalar(at: rest)
      text.append(scalar ?? escape(byte))
      rest = rest.dropFirst(scalar.map { UTF8.width($0) } ?? 1)
    }
    return String(text)
  }

  /// The bytes of a text.
  package static func bytes(_ text: String) -> [UInt8] {
    guard hasEscapes(text) else { return Array(text.utf8) }
    return text.unicodeScalars.flatMap { scalar in byte(scalar).map { [$0] } ?? Array(String(scalar).utf8) }
  }

  /// A text to be shown: bytes that are not UTF-8 as `\xE9`.
  package static func shown(_ text: String) -> String {
    guard hasEscapes(text) else { return text }
    let bytes = bytes(text)
    // Such code points may stand in the name itself.
    if let plain = String(validating: bytes, as: UTF8.self) { return plain }
    return text.unicodeScalars.map { scalar in
      byte(scalar).map { "\\x" + String($0, radix: 16, uppercase: true) } ?? String(scalar)
    }.joined()
  }

  /// Whether a text stands for bytes that are not UTF-8.
  package static func isLossy(_ text: String) -> Bool {
    hasEscapes(text) && String(validating: bytes(text), as: UTF8.self) == nil
  }

  /// The code point at the beginning of bytes; nil where there is none, or one that stands for a byte.
  private static func scalar(at bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    var decoder = UTF8()
    var iterator = bytes.prefix(4).makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator), byte(scalar) == nil else { return nil }
    return scalar
  }

  private static func escape(_ byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(offset + UInt32(byte)) ?? Unicode.Scalar(byte)
  }

  /// The byte that a code point stands for.
  private static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    guard (offset + 0x80...offset + 0xFF).contains(scalar.value) else { return nil }
    return UInt8(scalar.value - offset)
  }

  private static func hasEscapes(_ text: String) -> Bool {
    text.utf8.contains(0xF4) && text.unicodeScalars.contains { byte($0) != nil }
  }
}
