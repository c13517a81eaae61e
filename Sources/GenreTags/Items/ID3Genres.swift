/// Genres as numbers, which ID3v1 began with.
enum ID3Genres {
  /// The text of a genre; a number, as in `17` and `(17)`, is named where the package has a genre for it.
  static func name(_ text: String) -> String {
    let inner = text.hasPrefix("(") && text.hasSuffix(")") ? String(text.dropFirst().dropLast()) : text
    return UInt8(inner).map(name) ?? text
  }

  /// The name of a number; others than the first are shown as numbers.
  static func name(_ number: UInt8) -> String {
    let index = Int(number)
    return names.indices.contains(index) ? names[index] : "(\(number))"
  }

  private static let names = [
    "Blues", "Classic Rock", "Country", "Dance", "Disco", "Funk", "Grunge", "Hip-Hop", "Jazz", "Metal",
    "New Age", "Oldies", "Other", "Pop", "R&B", "Rap", "Reggae", "Rock", "Techno",
  ]
}
