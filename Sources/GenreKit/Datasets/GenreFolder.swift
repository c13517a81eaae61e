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

  /// Looks through a folder.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidData` with fewer than two genre folders.
  public init(_ path: String) throws(GenreError) {
    let path = path.hasSuffix("/") && path != "/" ? String(path.dropLast()) : path
    self.path = path
    var labels: [String] = []
    var entries: [Entry] = []
    var others: [String] = []
    for label in try FileListing.names(in: path) where FileListing.isFolder("\(path)/\(label)") {
      let files = AudioFileFinder.files(behind: ["\(path)/\(label)"], recursive: true).files
      guard !files.isEmpty else {
        others.append(label)
        continue
      }
      labels.append(label)
      entries += files.map { Entry(name: String($0.dropFirst(path.count + 1)), label: label, path: $0) }
    }
    guard labels.count >= 2 else {
      throw GenreError(
        .invalidData,
        "two genres or more are needed, each a folder of audio files in this one; found \(labels.count)",
        path: path)
    }
    self.labels = labels
    self.entries = entries
    foldersWithoutAudio = others
  }

  /// Takes the files that a CSV file lists with their labels, as if each lay in the folder of its genre.
  ///
  /// - Throws: ``GenreError``: as ``LabelledFiles/init(csv:)``, or `invalidData` with fewer than two genres.
  public init(csv path: String) throws(GenreError) {
    let files = try LabelledFiles(csv: path)
    labels = Set(files.entries.map(\.label)).sorted()
    guard labels.count >= 2 else {
      throw GenreError(
        .invalidData, "two genres or more are needed; the list has \(labels.count)", path: path)
    }
    self.path = path
    entries = files.entries.map { entry in
      Entry(
        name: "\(entry.label)/\(FileListing.lastComponent(of: entry.path))", label: entry.label,
        path: entry.path)
    }
    foldersWithoutAudio = []
  }
}
