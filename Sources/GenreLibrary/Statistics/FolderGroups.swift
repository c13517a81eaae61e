internal import GenreBase

/// Numbers about the folders of a music library, gathered file by file in the order of the paths.
struct FolderGroups {
  private struct Sums {
    var count = 0
    var unsureCount = 0
    var confidence = 0.0
    var duration = 0.0
  }

  private let depth: Int
  private var common: [ArraySlice<UInt8>]?
  private var sums: [[UInt8]: Sums] = [:]

  /// - Parameter depth: How many folders below the one that holds all files are told apart.
  init(depth: Int) { self.depth = depth }

  mutating func add(_ path: BytePath, confidence: Double, isUnsure: Bool, duration: Double) {
    let folder = path.bytes.split(separator: UInt8(ascii: "/")).dropLast()
    let shared = zip(common ?? Array(folder), folder).prefix { $0 == $1 }.map(\.1)
    common = shared
    let key = Array(folder.joined(separator: [UInt8(ascii: "/")]))
    sums[key, default: Sums()].count += 1
    sums[key, default: Sums()].unsureCount += isUnsure ? 1 : 0
    sums[key, default: Sums()].confidence += confidence
    sums[key, default: Sums()].duration += duration
  }

  /// The folders at the depth asked for, in the order of their paths.
  var groups: [LibraryStatistics.Group] {
    let length = (common?.count ?? 0) + depth
    var joined: [[UInt8]: Sums] = [:]
    for (folder, part) in sums {
      let name = folder.split(separator: UInt8(ascii: "/")).prefix(length).joined(separator: [
        UInt8(ascii: "/")
      ])
      joined[Array(name), default: Sums()].count += part.count
      joined[Array(name), default: Sums()].unsureCount += part.unsureCount
      joined[Array(name), default: Sums()].confidence += part.confidence
      joined[Array(name), default: Sums()].duration += part.duration
    }
    return joined.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { name, sums in
      LibraryStatistics.Group(
        name: PathText.text([UInt8(ascii: "/")] + name), count: sums.count, unsureCount: sums.unsureCount,
        meanConfidence: sums.confidence / Double(sums.count), duration: sums.duration)
    }
  }
}
