import GenreKit

/// A tag of APEv2 at the end of a file, before one of ID3v1 where that is there.
struct APEBlock: Sendable {
  /// Each with its lengths, flags and name.
  let items: [[UInt8]]
  /// The tag in the file; empty where it would begin.
  let range: Range<Int>
  /// The bytes of the footer, of which only lengths change.
  private let footer: [UInt8]

  static func hasID3v1(_ source: ByteSource) throws(GenreError) -> Bool {
    guard source.count >= 128 else { return false }
    return try source.bytes(source.count - 128..<source.count - 125) == Array("TAG".utf8)
  }

  init(_ source: ByteSource) throws(GenreError) {
    let end = source.count - (try Self.hasID3v1(source) ? 128 : 0)
    let footer = end >= 32 ? try source.bytes(end - 32..<end) : []
    guard footer.starts(with: "APETAGEX".utf8) else {
      (items, range, self.footer) = ([], end..<end, [])
      return
    }
    let size = Integers.little(footer[12..<16])
    let headerLength = footer[23] & 0x80 != 0 ? 32 : 0
    guard size >= 32, size <= 1 << 28, size + headerLength <= end else {
      throw source.damaged("the APE tag is damaged")
    }
    let body = try source.bytes(end - size..<end - 32)
    guard let items = Self.split(body, count: Integers.little(footer[16..<20])) else {
      throw source.damaged("the APE tag is damaged")
    }
    (self.items, range, self.footer) = (items, end - size - headerLength..<end, footer)
  }

  private static func split(_ body: [UInt8], count: Int) -> [[UInt8]]? {
    var items: [[UInt8]] = []
    var start = 0
    while start < body.count {
      guard start + 8 < body.count, let zero = body[(start + 8)...].firstIndex(of: 0) else { return nil }
      let size = Integers.little(body[start..<start + 4])
      guard size <= body.count - zero - 1 else { return nil }
      items.append(Array(body[start..<zero + 1 + size]))
      start = zero + 1 + size
    }
    return items.count == count ? items : nil
  }

  /// The tag with other items; no tag for none, so that an undo leaves none where none was.
  func bytes(_ items: [[UInt8]]) -> [UInt8] {
    if items.isEmpty { return [] }
    let body = Array(items.joined())
    let version = footer.isEmpty ? Integers.little(2000, 4) : Array(footer[8..<12])
    let flags = footer.isEmpty ? [0, 0, 0, 0x80] : Array(footer[20..<24])
    let head =
      Array("APETAGEX".utf8) + version + Integers.little(body.count + 32, 4) + Integers.little(items.count, 4)
    let reserved = [UInt8](repeating: 0, count: 8)
    let header = head + flags[..<3] + [flags[3] | 0x20] + reserved
    return (flags[3] & 0x80 != 0 ? header : []) + body + head + flags + reserved
  }
}
