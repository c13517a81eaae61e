/// A line of comma-separated values (RFC 4180, ended by a newline).
enum CSVLine {
  /// The fields, quoted where they need it, ended by a newline.
  static func text(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  /// A number, 0 or more, in plain decimals.
  ///
  /// - Parameter places: Up to four.
  static func decimal(_ value: Double, places: Int) -> String {
    let scale = [1.0, 10, 100, 1_000, 10_000][places]
    let scaled = Int((value * scale).rounded())
    let fraction = String(scaled % Int(scale))
    return "\(scaled / Int(scale)).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
  }
}
