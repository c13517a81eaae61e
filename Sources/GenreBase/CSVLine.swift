/// A line of comma-separated values (RFC 4180, ended by a newline).
package enum CSVLine {
  /// The fields, quoted where they need it, ended by a newline.
  ///
  /// - Parameter hasExactName: Whether bytes that are not UTF-8 are left as `PathText` has them, instead of written out.
  package static func text(hasExactName: Bool = false, _ fields: [String]) -> String {
    fields.map { quoted(hasExactName ? $0 : PathText.shown($0)) }.joined(separator: ",") + "\n"
  }

  /// A field, quoted where it needs it.
  ///
  /// By scalar, as every reader of CSV goes: a mark beside it would make one Character with a comma, and hide it.
  package static func quoted(_ field: String) -> String {
    let special = { (scalar: Unicode.Scalar) in scalar == "," || scalar == "\"" || Character(scalar).isNewline
    }
    guard field.unicodeScalars.contains(where: special) else { return field }
    var quoted = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
