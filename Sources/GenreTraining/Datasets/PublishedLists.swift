internal import GenreBase
import GenreKit

/// A published partition: a folder with `train*.txt`, `valid*.txt` and, where there is one, `test*.txt`.
///
/// A line names a clip, as `blues.00029` or as it is published, `blues/blues.00029.wav`; blank lines are passed over.
struct PublishedLists {
  /// The clips of a list that are in a data set.
  struct Side {
    /// Its clips that the data set has, ascending.
    let indices: [Int]
    /// All clips that it names.
    let nameCount: Int
  }

  /// The folder.
  let folder: String
  private let files: [String]

  /// - Throws: ``GenreError``: `notFound`, `unreadable`.
  init(_ folder: String) throws(GenreError) {
    self.folder = folder
    files = try FolderListing.names(in: folder).filter { $0.hasSuffix(".txt") }
  }

  /// The name of a side's list; nil where there is none.
  func file(of side: DatasetSplit.Side) -> String? {
    let prefix =
      switch side {
      case .training: "train"
      case .validation: "valid"
      case .test: "test"
      }
    return files.first { $0.hasPrefix(prefix) }
  }

  /// Reads one list; nil where there is none.
  ///
  /// - Throws: ``GenreError``: `unreadable`, or `invalidData` for a name that several clips have.
  func read(_ side: DatasetSplit.Side, of dataset: GenreDataset) throws(GenreError) -> Side? {
    guard let file = file(of: side) else { return nil }
    let path = "\(folder)/\(file)"
    let clips = ClipIndex(dataset)
    var names: Set<ExactText> = []
    var indices: Set<Int> = []
    for line in try TextFile.contentsWithNames(of: path).split(whereSeparator: \.isNewline) {
      let name = line.trimmed
      guard !name.isEmpty, names.insert(ExactText(name)).inserted else { continue }
      if let index = try clips.clip(named: name, in: path) { indices.insert(index) }
    }
    return Side(indices: indices.sorted(), nameCount: names.count)
  }

  /// Warnings about the lists, each in a line: clips that the data set lacks.
  func warnings(of dataset: GenreDataset) throws(GenreError) -> [String] {
    var warnings: [String] = []
    for side in DatasetSplit.Side.allCases {
      guard let list = try read(side, of: dataset), list.indices.count < list.nameCount else { continue }
      warnings.append(
        "\(file(of: side) ?? "") names \(list.nameCount) clips; the data has \(list.indices.count) of them")
    }
    return warnings
  }
}
