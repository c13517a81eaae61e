/// Atoms of MP4: length, name, content.
enum MP4Atoms {
  static func atom(_ name: String, _ content: [UInt8]) -> [UInt8] { atom(Array(name.utf8), content) }

  static func atom(_ name: [UInt8], _ content: [UInt8]) -> [UInt8] {
    Integers.big(content.count + 8, 4) + name + content
  }

  /// The atoms that some bytes consist of, each with its header; nil where the bytes are something else.
  static func split(_ bytes: [UInt8]) -> [[UInt8]]? {
    var atoms: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      guard start + 8 <= bytes.count else { return nil }
      let size = Integers.big(bytes[start..<start + 4])
      guard size >= 8, size <= bytes.count - start else { return nil }
      atoms.append(Array(bytes[start..<start + size]))
      start += size
    }
    return atoms
  }
}
