/// Frames of ID3v2, each with its header.
struct ID3Syntax: TagSyntax {
  /// 2, 3 or 4.
  let version: UInt8

  private var nameLength: Int { version == 2 ? 3 : 4 }
  private var headerLength: Int { version == 2 ? 6 : 10 }

  /// The frame of a field that has one; others are frames for one's own fields, which hold their name.
  private func frameName(_ field: TagField) -> String {
    switch field.name {
    case "GENRE": version == 2 ? "TCO" : "TCON"
    case "CONTENTGROUP": version == 2 ? "TT1" : "TIT1"
    case "GROUPING": version == 2 ? "GP1" : "GRP1"
    case "MOOD" where version == 4: "TMOO"
    default: version == 2 ? "TXX" : "TXXX"
    }
  }

  private func isOwn(_ field: TagField) -> Bool { frameName(field).hasPrefix("TXX") }

  func isItem(_ item: [UInt8], of field: TagField) -> Bool {
    guard item.count > headerLength, item.starts(with: frameName(field).utf8) else { return false }
    return !isOwn(field) || texts(item).first?.uppercased() == field.name
  }

  func values(of item: [UInt8], _ field: TagField) -> [String] {
    let texts = Array(isOwn(field) ? texts(item).dropFirst() : texts(item)[...])
    return (field == .genre ? texts.map(ID3Genres.name) : texts).filter { !$0.isEmpty }
  }

  func items(_ values: [String], _ field: TagField) -> [[UInt8]] {
    let text = ((isOwn(field) ? [field.name] : []) + values).joined(separator: "\0")
    let body = encoded(text)
    let size = version == 4 ? Integers.syncsafe(body.count) : Integers.big(body.count, version == 2 ? 3 : 4)
    return [Array(frameName(field).utf8) + size + (version == 2 ? [] : [0, 0]) + body]
  }

  /// ASCII in the encoding that every reader knows, other text in the version's Unicode.
  private func encoded(_ text: String) -> [UInt8] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return [0] + Array(text.utf8) }
    if version == 4 { return [3] + Array(text.utf8) }
    // The mark stands before every text: a reader that splits at zeros starts anew behind each.
    let parts = text.split(separator: "\0", omittingEmptySubsequences: false).map { part -> [UInt8] in
      [0xFF, 0xFE] + part.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    }
    return [1] + Array(parts.joined(separator: [0, 0] as [UInt8]))
  }

  /// The texts of a text frame.
  private func texts(_ item: [UInt8]) -> [String] {
    var body = Array(item.dropFirst(headerLength))
    if version == 4 {
      // Length of the data, then unsynchronisation: flags of the format.
      if item[9] & 0x01 != 0 { body = Array(body.dropFirst(4)) }
      if item[9] & 0x02 != 0 { body = ID3Synchronisation.removed(body) }
    }
    guard let encoding = body.first else { return [] }
    let bytes = Array(body.dropFirst())
    switch encoding {
    case 0: return split(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })))
    case 3: return split(String(decoding: bytes, as: UTF8.self))
    default: return split(utf16(bytes, isBig: encoding == 2))
    }
  }

  private func split(_ text: String) -> [String] {
    var parts = text.unicodeScalars.split(separator: "\0", omittingEmptySubsequences: false).map {
      String(String.UnicodeScalarView($0))
    }
    if parts.last?.isEmpty == true { parts.removeLast() }
    return parts
  }

  private func utf16(_ bytes: [UInt8], isBig: Bool) -> String {
    var isBig = isBig
    let units = stride(from: 0, to: bytes.count - 1, by: 2).compactMap { index -> UInt16? in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      if (first, second) == (0xFF, 0xFE) || (first, second) == (0xFE, 0xFF) {
        isBig = first == 0xFE
        return nil
      }
      return isBig ? first << 8 | second : second << 8 | first
    }
    return String(decoding: units, as: UTF16.self)
  }
}
