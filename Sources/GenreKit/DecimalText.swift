/// Numbers as text, without Foundation's formatters.
enum DecimalText {
  /// A number in plain decimals, rounded.
  ///
  /// - Parameter places: 0 to 6.
  static func of(_ value: Double, places: Int) -> String {
    let scale = [1.0, 10, 100, 1_000, 10_000, 100_000, 1_000_000][places]
    let scaled = (value * scale).rounded()
    guard scaled.magnitude < 1e15 else { return "\(value)" }
    let digits = String(Int(scaled.magnitude))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = scaled < 0 ? "-" : ""
    guard places > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }

  /// A share of 1 as a percentage with one decimal: `52.4 %`.
  static func percent(_ share: Double) -> String { "\(of(share * 100, places: 1)) %" }
}
