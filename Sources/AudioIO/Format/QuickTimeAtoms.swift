/// Tells QuickTime files that do without the atom `ftyp`, as all did before 2004 and some cameras do to this day.
enum QuickTimeAtoms {
  private static let essential = ["moov", "mdat"].map { Array($0.utf8) }
  private static let others = ["free", "skip", "wide", "pnot", "uuid", "junk"].map { Array($0.utf8) }
  private static let atomLimit = 32

  /// Whether the source begins with atoms that lead to the film or to its data: each a length of 32 bits, which counts
  /// itself, and a name.
  static func begin(_ source: any ByteSource, at start: Int) -> Bool {
    var offset = start
    for _ in 0..<atomLimit {
      let head = ByteFields(source.bytes(at: offset, count: 16), isBigEndian: true)
      guard head.bytes.count >= 8, let length = head.integer(at: 0, width: 4) else { return false }
      let name = Array(head.bytes[4..<8])
      // 0 stands for "to the end", 1 for a length of 64 bits behind the name.
      if essential.contains(name) { return length < 2 || length >= 8 }
      guard others.contains(name), length >= 8 else { return false }
      offset += length
    }
    return false
  }
}
