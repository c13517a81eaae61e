internal import GenreBase

extension String {
  /// The text with its control characters and bytes that are not UTF-8 written out, as in `\u{1B}` and `\xE9`: a file's
  /// name, or what a model file says of itself, then neither breaks a line nor tells the terminal what to do.
  var printable: String {
    let shown = PathText.shown(self)
    guard shown.unicodeScalars.contains(where: \.isControl) else { return shown }
    return shown.unicodeScalars.map { $0.isControl ? $0.escaped(asASCII: true) : String($0) }.joined()
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool { properties.generalCategory == .control }
}
