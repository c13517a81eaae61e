internal import GenreBase
import GenreKit

/// Finds the clips of a data set by the names that lists give them, which differ in folder and extension.
///
/// `blues/blues.00029.wav`, `blues/blues.00029` and `blues.00029` are the same clip. In a folder of one's own, though,
/// `jazz/01.mp3` and `rock/01.mp3` are not. A name with a folder means the clip in that folder; only where no two clips
/// have the same last part does that part suffice, whatever the folder.
struct ClipIndex {
  private let paths: [ExactText: [Int]]
  private let stems: [ExactText: [Int]]
  private let names: [String]

  init(_ dataset: GenreDataset) {
    names = dataset.items.map(\.name)
    paths = Dictionary(grouping: names.indices) { [names] in ExactText(Self.path(of: names[$0])) }
    stems = Dictionary(grouping: names.indices) { [names] in ExactText(ClipName.stem(of: names[$0])) }
  }

  /// The clip that a list means; nil where the data set has none.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` where it could be one of several.
  func clip(named name: String, in list: String) throws(GenreError) -> Int? {
    let known =
      hasUniqueStems || !name.utf8.contains(UInt8(ascii: "/")) ? stems[exactly: ClipName.stem(of: name)] : nil
    let found = paths[exactly: Self.path(of: name)] ?? known ?? []
    guard found.count < 2 else {
      throw GenreError(
        .invalidData,
        "'\(name)' can be '\(names[found[0]])' or '\(names[found[1]])'; write the folder before the name",
        path: list)
    }
    return found.first
  }

  private var hasUniqueStems: Bool { stems.count == names.count }

  /// The last folder and the stem: `jazz/01` of `music/jazz/01.mp3`.
  private static func path(of name: String) -> String {
    (PathName.components(of: name).dropLast().suffix(1) + [ClipName.stem(of: name)])
      .joined(separator: "/")
  }
}
