/// Items of APEv2: length, flags, name, zero, values with zeros between.
struct APESyntax: TagSyntax {
  func isItem(_ item: [UInt8], of field: TagField) -> Bool {
    let name = item.dropFirst(8).prefix { $0 != 0 }
    return String(decoding: name, as: UTF8.self).uppercased() == field.name
  }

  func values(of item: [UInt8], _ field: TagField) -> [String] {
    item.dropFirst(8 + field.name.utf8.count + 1)
      .split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  func items(_ values: [String], _ field: TagField) -> [[UInt8]] {
    let value = Array(values.joined(separator: "\0").utf8)
    // Written as people are used to see it; readers compare without case.
    let name = field == .genre ? "Genre" : field.name
    return [Integers.little(value.count, 4) + [0, 0, 0, 0] + Array(name.utf8) + [0] + value]
  }
}
