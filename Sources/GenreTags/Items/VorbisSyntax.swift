/// Vorbis comments: `NAME=value`, as often as there are values.
struct VorbisSyntax: TagSyntax {
  func isItem(_ item: [UInt8], of field: TagField) -> Bool {
    guard let end = item.firstIndex(of: UInt8(ascii: "=")) else { return false }
    return String(decoding: item[..<end], as: UTF8.self).uppercased() == field.name
  }

  func values(of item: [UInt8], _ field: TagField) -> [String] {
    [String(decoding: item.dropFirst(field.name.utf8.count + 1), as: UTF8.self)]
  }

  func items(_ values: [String], _ field: TagField) -> [[UInt8]] {
    values.map { Array("\(field.name)=\($0)".utf8) }
  }
}
