/// Atoms of a list of an MP4 file's metadata, each with its header.
struct MP4Syntax: TagSyntax {
  private static let prefix = "com.apple.iTunes"

  /// The atom of a field that has one: its four bytes.
  private func atomName(_ field: TagField) -> [UInt8]? {
    switch field.name {
    case "GENRE": [0xA9] + Array("gen".utf8)
    case "GROUPING", "CONTENTGROUP": [0xA9] + Array("grp".utf8)
    default: nil
    }
  }

  func isItem(_ item: [UInt8], of field: TagField) -> Bool {
    let type = Array(item[4..<8])
    if field == .genre, type == Array("gnre".utf8) { return true }
    if let name = atomName(field) { return type == name }
    return type == Array("----".utf8) && ownName(item)?.uppercased() == field.name
  }

  func values(of item: [UInt8], _ field: TagField) -> [String] {
    children(item).filter { $0.type == "data" && $0.bytes.count >= 8 }.map { child in
      let value = child.bytes.dropFirst(8)
      guard Array(item[4..<8]) == Array("gnre".utf8) else { return String(decoding: value, as: UTF8.self) }
      return ID3Genres.name(UInt8(clamping: Integers.big(value) - 1))
    }
  }

  func items(_ values: [String], _ field: TagField) -> [[UInt8]] {
    let data = values.flatMap { MP4Atoms.atom("data", [0, 0, 0, 1, 0, 0, 0, 0] + Array($0.utf8)) }
    if let name = atomName(field) { return [MP4Atoms.atom(name, data)] }
    let mean = MP4Atoms.atom("mean", [0, 0, 0, 0] + Array(Self.prefix.utf8))
    let name = MP4Atoms.atom("name", [0, 0, 0, 0] + Array(field.name.utf8))
    return [MP4Atoms.atom("----", mean + name + data)]
  }

  private func ownName(_ item: [UInt8]) -> String? {
    children(item).first { $0.type == "name" && $0.bytes.count >= 4 }
      .map { String(decoding: $0.bytes.dropFirst(4), as: UTF8.self) }
  }

  private func children(_ item: [UInt8]) -> [(type: String, bytes: [UInt8])] {
    MP4Atoms.split(Array(item.dropFirst(8)))?.map {
      (String(decoding: $0[4..<8], as: UTF8.self), Array($0.dropFirst(8)))
    } ?? []
  }
}
