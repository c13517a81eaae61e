extension String {
  /// The columns that a terminal shows the text in: two for a wide letter of East Asia or an emoji, none for a mark that
  /// stands on another letter.
  var columnCount: Int { reduce(0) { $0 + $1.columnCount } }

  /// The text and as many spaces as fill it up to a number of columns.
  func padded(toColumns count: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, count - columnCount))
  }

  /// The beginning that fits into a number of columns.
  func prefix(columns limit: Int) -> String {
    var (text, count) = ("", 0)
    for character in self {
      count += character.columnCount
      guard count <= limit else { break }
      text.append(character)
    }
    return text
  }

  /// The end that fits into a number of columns.
  func suffix(columns limit: Int) -> String { String(String(reversed()).prefix(columns: limit).reversed()) }
}

extension Character {
  fileprivate var columnCount: Int {
    let isEmoji = unicodeScalars.contains { $0.properties.isEmojiPresentation || $0 == "\u{FE0F}" }
    return isEmoji ? 2 : unicodeScalars.reduce(0) { $0 + $1.columnCount }
  }
}

extension Unicode.Scalar {
  /// The blocks of Unicode's East Asian Width "wide" and "fullwidth" that are no emoji (UAX #11).
  private static let wideBlocks: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
    0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]

  fileprivate var columnCount: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    // The vowels and final consonants of Korean stand in the square of the first letter.
    if (0x1160...0x11FF).contains(value) { return 0 }
    return value >= 0x1100 && Self.wideBlocks.contains { $0.contains(value) } ? 2 : 1
  }
}
