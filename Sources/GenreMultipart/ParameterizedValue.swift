/// A header's value with parameters: `form-data; name="file"; filename="a.mp3"` (RFC 9110, 5.6.6).
struct ParameterizedValue {
  /// What stands before the first semicolon, in lower case.
  let value: String
  /// The parameters by their names in lower case; of a repeated one the first.
  let parameters: [String: String]

  /// Reads a header's value; nil where it breaks the grammar.
  init?(_ text: String) {
    var rest = Substring(text).trimmed
    let head = rest.prefix { $0 != ";" }
    value = head.trimmed.lowercased()
    rest = rest.dropFirst(head.count)
    var parameters: [String: String] = [:]
    while rest.first == ";" {
      rest = rest.dropFirst().trimmedStart
      if rest.isEmpty || rest.first == ";" { continue }
      let name = rest.prefix { $0 != "=" && $0 != ";" }
      rest = rest.dropFirst(name.count)
      guard rest.first == "=", !name.trimmed.isEmpty else { return nil }
      rest = rest.dropFirst().trimmedStart
      guard let parameter = Self.takeValue(from: &rest) else { return nil }
      rest = rest.trimmedStart
      guard rest.isEmpty || rest.first == ";" else { return nil }
      let key = name.trimmed.lowercased()
      if parameters[key] == nil { parameters[key] = parameter }
    }
    self.parameters = parameters
  }

  /// A token up to the next semicolon, or a quoted string. A backslash escapes a quote or a backslash and stands for
  /// itself otherwise: some clients send a Windows path as it is.
  private static func takeValue(from rest: inout Substring) -> String? {
    guard rest.first == "\"" else {
      let token = rest.prefix { $0 != ";" }
      rest = rest.dropFirst(token.count)
      return String(token.trimmed)
    }
    rest = rest.dropFirst()
    var value = ""
    while let character = rest.popFirst() {
      switch character {
      case "\"": return value
      case "\\" where rest.first == "\"" || rest.first == "\\":
        if let escaped = rest.popFirst() { value.append(escaped) }
      default: value.append(character)
      }
    }
    return nil
  }
}

extension Substring {
  /// Without spaces and tabs in front.
  fileprivate var trimmedStart: Substring { drop { $0 == " " || $0 == "\t" } }

  /// Without spaces and tabs on either side.
  fileprivate var trimmed: Substring {
    var text = trimmedStart
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}
