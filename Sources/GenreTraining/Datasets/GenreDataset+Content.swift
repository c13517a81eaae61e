internal import GenreBase
import GenreKit

extension GenreDataset {
  /// Items whose features are the same to the bit, as groups of two or more indices.
  ///
  /// A copy of a file is found whatever its name. The same recording in another encoding is not.
  public func duplicates() -> [[Int]] {
    Dictionary(grouping: items.indices, by: { items[$0].features }).values.filter { $0.count > 1 }
      .sorted { $0[0] < $1[0] }
  }

  /// A number for all names, genres, features and silence together: another data set has, but for a chance of 1 in 2^64,
  /// another one. The same on every machine.
  public var fingerprint: String {
    var fingerprint = Fingerprint()
    for item in items {
      fingerprint.add(item.name)
      fingerprint.add(item.label)
      for value in item.features.values { fingerprint.add(value.bitPattern) }
      for bound in item.silence.flatMap({ [$0.lowerBound, $0.upperBound] }) {
        fingerprint.add(UInt32(truncatingIfNeeded: bound))
      }
    }
    return fingerprint.text
  }
}
