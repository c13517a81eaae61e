/// A header's value with parameters: `form-data; name="file"; filename="a.mp3"` (RFC 9110, 5.6.6).
struct ParameterizedValue {
  /// What stands before the first semicolon, in lower case.
  let value: String
  /// The parameters by their names in lower case; of a repeated one the first.
  let parameters: [String: String]

  /// The grammar is one of scalars. A quote and an accent that follows it are one `Character`, and that is no quote.
  private typealias Scalars = Substring.UnicodeScalarView

  /// Reads a header's value; nil where it breaks the grammar.
  init?(_ text: String) {
    var rest = Substring(text).unicodeScalars.trimmed
    let head = rest.prefix { $0 != ";" }
    value = String(head.trimmed).lowercased()
    rest = rest[head.endIndex...]
    var parameters: [String: String] = [:]
    while rest.first == ";" {
      rest = rest.dropFirst().trimmedStart
      if rest.isEmpty || rest.first == ";" { continue }
      let name = rest.prefix { $0 != "=" && $0 != ";" }
      rest = rest[name.endIndex...]
      guard rest.first == "=", !name.trimmed.isEmpty else { return nil }
      rest = rest.dropFirst().trimmedStart
      guard let parameter = Self.takeValue(from: &rest) else { return nil }
      rest = rest.trimmedStart
      guard rest.isEmpty || rest.first == ";" else { return nil }
      let key = String(name.trimmed).lowercased()
      if parameters[key] == nil { parameters[key] = parameter }
    }
    self.parameters = parameters
  }

  /// A token up to the next semicolon, or a quoted string. A backslash escapes a quote or a backslash and stands for
  /// itself otherwise: some clients send a Windows path as it is.
  private static func takeValue(from rest: inout Scalars) -> String? {
    guard rest.first == "\"" else {
      let token = rest.prefix { $0 != ";" }
      rest = rest[token.endIndex...]
      return String(token.trimmed)
    }
    rest.removeFirst()
    var value = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return String(value)
      case "\\" where rest.first == "\"" || rest.first == "\\":
        if let escaped = rest.popFirst() { value.append(escaped) }
      default: value.append(scalar)
      }
    }
    return nil
  }
}

extension Substring.UnicodeScalarView {
  /// Without spaces and tabs in front.
  fileprivate var trimmedStart: Self { drop { $0 == " " || $0 == "\t" } }

  /// Without spaces and tabs on either side.
  fileprivate var trimmed: Self {
    var text = trimmedStart
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}
