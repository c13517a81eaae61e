extension GenreDataset {
  /// Items whose features are the same to the bit, as groups of two or more indices.
  ///
  /// A copy of a file is found whatever its name. The same recording in another encoding is not.
  public func duplicates() -> [[Int]] {
    Dictionary(grouping: items.indices, by: { items[$0].features }).values.filter { $0.count > 1 }
      .sorted { $0[0] < $1[0] }
  }

  /// A number for all names, genres and features together: another data set has, but for a chance of 1 in 2^64,
  /// another one. The same on every machine.
  ///
  /// FNV-1a over 32-bit words (Fowler, Noll and Vo).
  public var fingerprint: String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ word: UInt32) { hash = (hash ^ UInt64(word)) &* 0x100_0000_01B3 }
    for item in items {
      for byte in item.name.utf8 { add(UInt32(byte)) }
      for byte in item.label.utf8 { add(UInt32(byte)) }
      for value in item.features.values { add(value.bitPattern) }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
