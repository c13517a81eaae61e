internal import GenreBase
import GenreKit

/// A folder of genre folders, the layout of GTZAN and of Kaggle's `genres_original`.
public struct GenreFolder: Sendable, Hashable {
  /// A file and its genre.
  public struct Entry: Sendable, Hashable {
    /// The path below the folder, such as `blues/blues.00000.wav`.
    public let name: String
    /// The name of the genre folder that it lies in.
    public let label: String
    /// The path to open.
    public let path: String
  }

  /// The folder.
  public let path: String
  /// The genres: the folders in it that hold audio, sorted. Hidden ones, such as `.ipynb_checkpoints`, are no genre.
  public let labels: [String]
  /// The audio files in them, at any depth, sorted.
  public let entries: [Entry]
  /// The folders in it that hold no audio, sorted, and are therefore no genre.
  public let foldersWithoutAudio: [String]
  /// The folders at any depth that could not be read, and why.
  public let unreadableFolders: [GenreError]
  /// The name of the source in data made from it.
  let source: String

  /// Looks through a folder.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidData` with fewer than two genre folders.
  public init(_ path: String) throws(GenreError) {
    let path = PathName.withoutSlash(path)
    self.path = path
    source = ClipSource.folder(path).title ?? path
    var labels: [String] = []
    var entries: [Entry] = []
    var others: [String] = []
    var unreadable: [GenreError] = []
    for label in try FolderListing.names(in: path) {
      let folder = PathName.joined(path, label)
      if let error = AudioFileFinder.unknownEntry(folder) { unreadable.append(error) }
      guard FileStatus.isFolder(folder) else { continue }
      let (files, failures) = AudioFileFinder.files(behind: [folder], recursive: true)
      unreadable += failures.filter { $0.code == .unreadable }
      guard !files.isEmpty else {
        if !failures.contains(where: { $0.code == .unreadable }) { others.append(label) }
        continue
      }
      labels.append(label)
      entries += files.map { Entry(name: PathName.below(path, $0), label: label, path: $0) }
    }
    guard labels.count >= 2 else {
      throw GenreError(
        .invalidData,
        "two genres or more are needed, each a folder of audio files in this one; found \(labels.count)"
          + (unreadable.isEmpty
            ? "" : ", and \(unreadable.count) that cannot be read; check the permissions"),
        path: path)
    }
    self.labels = labels
    self.entries = entries
    foldersWithoutAudio = others
    unreadableFolders = unreadable
  }

  /// Takes the files that a CSV file lists with their labels, as if each lay in the folder of its genre; those that would
  /// have one name there lie in as many of their own folders as tell them apart.
  ///
  /// - Throws: ``GenreError``: as ``LabelledFiles/init(csv:)``, or `invalidData` with fewer than two genres or for a file
  ///   that is listed twice with one label.
  public init(csv path: String) throws(GenreError) {
    let files = try LabelledFiles(csv: path)
    labels = Set(files.entries.map(\.label)).sorted()
    guard labels.count >= 2 else {
      throw GenreError(
        .invalidData, "two genres or more are needed; the list has \(labels.count)", path: path)
    }
    self.path = path
    source = ClipSource.list(path).title ?? path
    entries = try Self.named(files.entries, in: path)
    foldersWithoutAudio = []
    unreadableFolders = []
  }

  /// Looks through a folder, or takes the files of a list.
  ///
  /// - Throws: ``GenreError`` as the two do, or `invalidArgument` for a feature cache.
  public init(_ source: ClipSource) throws(GenreError) {
    switch source {
    case .folder(let path): try self.init(path)
    case .list(let path): try self.init(csv: path)
    case .cache: throw source.holdsNoAudio
    }
  }

  private static func named(_ files: [LabelledFiles.Entry], in list: String) throws(GenreError) -> [Entry] {
    var seen: Set<LabelledFiles.Entry> = []
    if let twice = files.first(where: { !seen.insert($0).inserted }) {
      throw GenreError(
        .invalidData, "'\(twice.path)' is listed twice as '\(twice.label)'; remove one of the lines",
        path: list)
    }
    var names: [Int: String] = [:]
    var unnamed = Array(files.indices)
    var depth = 1
    while !unnamed.isEmpty {
      let sharing = Dictionary(grouping: unnamed) { index in
        ExactText("\(files[index].label)/\(end(of: files[index].path, components: depth))")
      }
      for (name, indices) in sharing where indices.count == 1 { names[indices[0]] = name.text }
      unnamed = sharing.values.filter { $0.count > 1 }.flatMap { $0 }
      depth += 1
    }
    return files.indices.map { Entry(name: names[$0] ?? "", label: files[$0].label, path: files[$0].path) }
  }

  /// The last components of a path, or all of it where it has no more.
  private static func end(of path: String, components: Int) -> String {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.count <= components
      ? path : parts.suffix(components).map { String(Substring($0)) }.joined(separator: "/")
  }
}
