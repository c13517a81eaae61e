/// The ways in which clients write a file name that is not plain ASCII: as `filename*` (RFC 8187, once RFC 5987), in
/// numbered pieces of it (RFC 2231), and as encoded words inside `filename` (RFC 2047).
///
/// RFC 7578 wants none of them in a form, and browsers send plain UTF-8; .NET sends encoded words and `filename*` side by
/// side, older Python libraries `filename*` alone. What cannot be decoded is left to the next way.
enum FileNameDecoding {
  /// The name that parameters of a `Content-Disposition` give; nil where they give none.
  static func fileName(_ parameters: [String: String]) -> String? {
    if let name = parameters["filename*"].flatMap(extended) { return name }
    if let name = continued(parameters) { return name }
    guard let plain = parameters["filename"] else { return nil }
    return EncodedWords.decoded(plain) ?? unescaped(plain)
  }

  /// `charset'language'percent-encoded`; nil where it breaks the grammar or has another charset.
  static func extended(_ text: String) -> String? {
    let parts = text.utf8.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = percentDecoded(parts[2]) else { return nil }
    return Charset(parts[0])?.text(bytes)
  }

  /// `filename*0*=utf-8''a; filename*1*=b; filename*2="c"`: pieces in order, of which the first says the charset.
  private static func continued(_ parameters: [String: String]) -> String? {
    var bytes: [UInt8] = []
    var charset = Charset.utf8
    for index in 0..<parameters.count {
      if let piece = parameters["filename*\(index)"] {
        bytes += Array(piece.utf8)
      } else if var piece = parameters["filename*\(index)*"].map({ Substring($0) }) {
        if index == 0 {
          let parts = piece.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
          guard parts.count == 3, let named = Charset(parts[0].utf8) else { return nil }
          (charset, piece) = (named, parts[2])
        }
        guard let decoded = percentDecoded(piece.utf8) else { return nil }
        bytes += decoded
      } else {
        return index == 0 ? nil : charset.text(bytes)
      }
    }
    return bytes.isEmpty ? nil : charset.text(bytes)
  }

  /// Bytes with `%XX` decoded; nil where a percent sign is not followed by two hexadecimal digits.
  private static func percentDecoded(_ text: some Collection<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst()?.hexValue, let low = rest.popFirst()?.hexValue else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// Browsers write a quote and line breaks of a name as %22, %0D and %0A, and nothing else so (HTML, 4.10.21.8).
  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var result = String.UnicodeScalarView()
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.first {
      switch String(rest.prefix(3)).uppercased() {
      case "%22": result.append("\"")
      case "%0D": result.append("\r")
      case "%0A": result.append("\n")
      default:
        result.append(scalar)
        rest.removeFirst()
        continue
      }
      rest.removeFirst(3)
    }
    return String(result)
  }
}

/// The charsets that names come in.
enum Charset: Equatable {
  case utf8, latin1

  /// The charset of a name, in any case of letters; nil for one that is not known here.
  init?(_ name: some Collection<UInt8>) {
    switch String(decoding: name, as: UTF8.self).lowercased() {
    case "utf-8", "utf8", "us-ascii", "ascii": self = .utf8
    case "iso-8859-1", "latin1": self = .latin1
    default: return nil
    }
  }

  /// Bytes as text; nil where they are not of this charset.
  func text(_ bytes: [UInt8]) -> String? {
    switch self {
    case .utf8: String(validating: bytes, as: UTF8.self)
    case .latin1: String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit; nil for any other byte.
  var hexValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
