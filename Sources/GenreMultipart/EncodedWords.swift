/// Encoded words, `=?utf-8?B?w6k=?=` and `=?utf-8?Q?=C3=A9?=` (RFC 2047), as .NET and mail libraries write file names.
enum EncodedWords {
  /// A run of bytes of one charset.
  private struct Word {
    let charset: Charset
    var bytes: [UInt8]
  }

  /// The text with its words decoded; nil where there are none, or one of them is damaged.
  ///
  /// Words stand between spaces. Neighbours belong together without the spaces, and are joined before they are decoded:
  /// some clients cut in the middle of a letter.
  static func decoded(_ text: String) -> String? {
    guard text.utf8.starts(with: "=?".utf8) || text.contains(" =?") else { return nil }
    var result = ""
    var pending: Word?
    var (hasWord, isBehindWord) = (false, false)
    for (index, token) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      let word = word(token.utf8)
      if let word {
        if index > 0 && !isBehindWord { result += " " }
        guard join(word, to: &pending, &result) else { return nil }
        hasWord = true
      } else {
        guard flush(&pending, &result) else { return nil }
        result += (index > 0 ? " " : "") + token
      }
      isBehindWord = word != nil
    }
    return hasWord && flush(&pending, &result) ? result : nil
  }

  private static func join(_ word: Word, to pending: inout Word?, _ result: inout String) -> Bool {
    if pending?.charset == word.charset {
      pending?.bytes += word.bytes
      return true
    }
    defer { pending = word }
    return flush(&pending, &result)
  }

  private static func flush(_ pending: inout Word?, _ result: inout String) -> Bool {
    guard let word = pending else { return true }
    pending = nil
    guard let text = word.charset.text(word.bytes) else { return false }
    result += text
    return true
  }

  /// One word, between its question marks; nil for any other text, and for a charset that is not known here.
  private static func word(_ token: Substring.UTF8View) -> Word? {
    let parts = token.split(separator: UInt8(ascii: "?"), omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].elementsEqual("=".utf8), parts[4].elementsEqual("=".utf8) else {
      return nil
    }
    // RFC 2231 allows a language behind the charset: utf-8*en.
    guard let charset = Charset(parts[1].prefix { $0 != UInt8(ascii: "*") }) else { return nil }
    let bytes: [UInt8]? =
      switch String(decoding: parts[2], as: UTF8.self).lowercased() {
      case "b": base64(parts[3])
      case "q": quoted(parts[3])
      default: nil
      }
    return bytes.map { Word(charset: charset, bytes: $0) }
  }

  /// Base64 (RFC 4648), with or without its padding; nil where it is damaged.
  private static func base64(_ text: Substring.UTF8View) -> [UInt8]? {
    var digits = text[...]
    while digits.last == UInt8(ascii: "=") { digits.removeLast() }
    var bytes: [UInt8] = []
    var (bits, bitCount) = (0, 0)
    for digit in digits {
      guard let value = value(ofBase64: digit) else { return nil }
      bits = (bits << 6 | value) & 0xFFFF
      bitCount += 6
      guard bitCount >= 8 else { continue }
      bitCount -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
    }
    // A single digit more than whole bytes is half a byte and nothing else.
    return bitCount < 6 ? bytes : nil
  }

  private static func value(ofBase64 digit: UInt8) -> Int? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(digit - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(digit - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  /// The Q encoding: `=XX` for a byte, `_` for a space.
  private static func quoted(_ text: Substring.UTF8View) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "_"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "="):
        guard let high = rest.popFirst()?.hexValue, let low = rest.popFirst()?.hexValue else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    return bytes
  }
}
