extension String {
  /// The text with its control characters written out, as in `\u{1B}`: a file's name, or what a model file says of itself,
  /// then neither breaks a line nor tells the terminal what to do.
  var printable: String {
    guard unicodeScalars.contains(where: \.isControl) else { return self }
    return unicodeScalars.map { $0.isControl ? $0.escaped(asASCII: true) : String($0) }.joined()
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool { properties.generalCategory == .control }
}
