internal import GenreBase
import GenreKit

/// Audio files whose genre is known: the rows of a CSV file, or a folder of genre folders.
public struct LabelledFiles: Sendable, Hashable {
  /// A file and its label.
  public struct Entry: Sendable, Hashable {
    /// The path to open.
    public let path: String
    /// Its genre, in the words of the list.
    public let label: String

    /// Whether both are the same file, by the bytes of its path, with the same label.
    public static func == (one: Entry, other: Entry) -> Bool {
      ExactText(one.path) == ExactText(other.path) && one.label == other.label
    }

    /// Hashes the bytes of the path, and the label.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(ExactText(path))
      hasher.combine(label)
    }
  }

  /// The files.
  public let entries: [Entry]

  /// Reads a CSV file with the columns `file` and `label`; paths are relative to its folder. Commas separate, or, where
  /// the first line has none, semicolons or tabs.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidData` without these columns or rows.
  public init(csv path: String) throws(GenreError) {
    let table = CSVTable(try TextFile.contentsWithNames(of: path))
    guard let file = table.position(of: "file"), let label = table.position(of: "label") else {
      throw GenreError(
        .invalidData, "the first line must name the columns file and label, separated by a comma", path: path)
    }
    guard !table.rows.isEmpty else {
      throw GenreError(.invalidData, "the list has no files; add a line for each", path: path)
    }
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    entries = table.rows.map { row in
      Entry(
        path: row[file].utf8.first == UInt8(ascii: "/") ? row[file] : folder + row[file],
        label: row[label].trimmed)
    }
  }

  /// Takes the files of a folder of genre folders.
  public init(_ folder: GenreFolder) {
    entries = folder.entries.map { Entry(path: $0.path, label: $0.label) }
  }
}

extension LabelledFiles {
  /// Reads a CSV file, or takes the files of a folder of genre folders.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, `invalidData`, or `invalidArgument` for a feature cache.
  public init(_ source: ClipSource) throws(GenreError) {
    switch source {
    case .folder(let path): self.init(try GenreFolder(path))
    case .list(let path): try self.init(csv: path)
    case .cache: throw source.holdsNoAudio
    }
  }
  /// The result for the file at an index.
  func progress(_ index: Int, _ result: Result<[GenreWarning], GenreError>) -> FileProgress {
    FileProgress(
      path: entries[index].path, label: entries[index].label, index: index, total: entries.count,
      result: result)
  }
}
