extension Double {
  /// The number with so many decimals, as tables have it: `0.7881`, `-1.50`; a dash for what is no number.
  package func decimals(_ places: Int) -> String {
    guard isFinite, abs(self) < 1e12 else { return "–" }
    let scale = (0..<places).reduce(1) { power, _ in power * 10 }
    let scaled = Int((abs(self) * Double(scale)).rounded())
    let sign = self < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(scaled)" }
    let fraction = String(scaled % scale)
    return "\(sign)\(scaled / scale).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
  }

  /// A share of 1 as a percentage with one decimal: `52.4 %`.
  package var percentText: String { "\((self * 100).decimals(1)) %" }

  /// A probability as a test reports it: `p = 0.043`, `p < 0.001`; its spaces do not break.
  package var probabilityText: String {
    self < 0.001 ? "p\u{A0}<\u{A0}0.001" : "p\u{A0}=\u{A0}\(decimals(3))"
  }
}
