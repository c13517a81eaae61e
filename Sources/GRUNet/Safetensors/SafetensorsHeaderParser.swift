internal import GenreBase

/// Reads the JSON of a safetensors header.
///
/// Written here because the general parsers accept what must be refused (a name that occurs twice), and because
/// the grammar is small: one object of objects, of depth three, so nothing recurses on hostile input.
struct SafetensorsHeaderParser {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Parses the whole header; offsets are checked against each other only by ``SafetensorsHeader/validate(dataCount:)``.
  mutating func parse() throws(SafetensorsError) -> SafetensorsHeader {
    guard bytes.first == UInt8(ascii: "{") else {
      throw SafetensorsError(.notSafetensors, "this is not a safetensors file (its header is not JSON)")
    }
    var entries: [SafetensorsEntry] = []
    var metadata: [String: String]?
    var seen: Set<ExactText> = []
    try object { (parser: inout Self, name) throws(SafetensorsError) in
      guard seen.insert(ExactText(name)).inserted else {
        throw SafetensorsError(.duplicateName, "the name '\(name)' occurs twice in the header")
      }
      if name == SafetensorsHeader.metadataKey {
        metadata = try parser.strings()
      } else {
        entries.append(try parser.entry(named: name))
      }
    }
    while peek() == UInt8(ascii: " ") { position += 1 }
    guard position == bytes.count else { throw fault("something follows the closing brace") }
    return SafetensorsHeader(entries: entries, metadata: metadata ?? [:])
  }

  // MARK: Entries

  private mutating func strings() throws(SafetensorsError) -> [String: String] {
    var out: [String: String] = [:]
    try object { (parser: inout Self, key) throws(SafetensorsError) in
      guard out.updateValue(try parser.string(), forKey: key) == nil else {
        throw SafetensorsError(.duplicateName, "the metadata key '\(key)' occurs twice in the header")
      }
    }
    return out
  }

  private mutating func entry(named name: String) throws(SafetensorsError) -> SafetensorsEntry {
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
    try object { (parser: inout Self, key) throws(SafetensorsError) in
      switch key {
      case "dtype" where type == nil: type = try parser.string()
      case "shape" where shape == nil: shape = try parser.integers()
      case "data_offsets" where offsets == nil: offsets = try parser.integers()
      default: throw parser.fault("tensor '\(name)' has an unexpected or repeated field '\(key)'")
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2 else {
      throw fault("tensor '\(name)' needs dtype, shape and two data_offsets")
    }
    guard let elementType = SafetensorsElementType(rawValue: type) else {
      throw SafetensorsError(.wrongElementType, "tensor '\(name)' has the unknown element type '\(type)'")
    }
    guard offsets[0] <= offsets[1],
      SafetensorsEntry.byteCount(shape: shape, elementType: elementType) == offsets[1] - offsets[0]
    else {
      throw SafetensorsError(
        .invalidTensor, "tensor '\(name)': shape \(shape) of \(type) does not take the bytes \(offsets)")
    }
    return SafetensorsEntry(
      name: name, elementType: elementType, shape: shape, byteRange: offsets[0]..<offsets[1])
  }

  // MARK: JSON

  private func fault(_ what: String) -> SafetensorsError {
    SafetensorsError(.invalidHeader, "the safetensors header is damaged at byte \(position): \(what)")
  }

  private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) throws(SafetensorsError) {
    skipSpace()
    guard let byte = peek(), UInt32(byte) == character.value else { throw fault("'\(character)' expected") }
    position += 1
  }

  /// Whether the next character is this one; it is taken if so.
  private mutating func takes(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard let byte = peek(), UInt32(byte) == character.value else { return false }
    position += 1
    return true
  }

  private mutating func object(
    _ member: (inout Self, String) throws(SafetensorsError) -> Void
  ) throws(SafetensorsError) {
    try take("{")
    if takes("}") { return }
    repeat {
      let key = try string()
      try take(":")
      try member(&self, key)
    } while takes(",")
    try take("}")
  }

  private mutating func integers() throws(SafetensorsError) -> [Int] {
    var out: [Int] = []
    try take("[")
    if takes("]") { return out }
    repeat { out.append(try integer()) } while takes(",")
    try take("]")
    return out
  }

  private mutating func integer() throws(SafetensorsError) -> Int {
    skipSpace()
    let start = position
    var value = 0
    while let byte = peek(), (0x30...0x39).contains(byte) {
      let (tens, high) = value.multipliedReportingOverflow(by: 10)
      let (sum, low) = tens.addingReportingOverflow(Int(byte - 0x30))
      guard !high, !low else { throw fault("a number is too large") }
      value = sum
      position += 1
    }
    guard position > start, position == start + 1 || bytes[start] != 0x30 else {
      throw fault("a whole number from 0 expected")
    }
    return value
  }

  private mutating func string() throws(SafetensorsError) -> String {
    try take("\"")
    var out: [UInt8] = []
    while let byte = peek(), byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault("a control character in a string") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        out.append(contentsOf: Array(String(Character(try escape())).utf8))
      } else {
        out.append(byte)
      }
    }
    try take("\"")
    guard let text = String(validating: out, as: UTF8.self) else { throw fault("a string is not UTF-8") }
    return text
  }

  /// What follows a backslash.
  private mutating func escape() throws(SafetensorsError) -> Unicode.Scalar {
    guard let byte = peek() else { throw fault("an escape is cut off") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw fault("an unknown escape")
    }
  }

  /// Four hexadecimal digits, or twice four for a surrogate pair.
  private mutating func unicodeEscape() throws(SafetensorsError) -> Unicode.Scalar {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { throw fault("half a surrogate pair") }
    position += 2
    let second = try fourDigits()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw fault("half a surrogate pair") }
    return scalar
  }

  private mutating func fourDigits() throws(SafetensorsError) -> UInt32 {
    guard position + 4 <= bytes.count,
      let text = String(validating: bytes[position..<position + 4], as: UTF8.self),
      text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let value = UInt32(text, radix: 16)
    else { throw fault("four hexadecimal digits expected") }
    position += 4
    return value
  }
}
