import GenreKit

/// Reads a data set, with progress where files are decoded.
enum DatasetReader {
  /// - Parameters:
  ///   - features: How to make the features of a folder; a cache knows its own.
  ///   - failures: Told of every file that could not be used.
  static func read(
    _ path: String, features: FeatureConfiguration = FeatureConfiguration(), jobs: Int?,
    failures: inout FailureCount
  ) throws(GenreError) -> GenreDataset {
    var line: ProgressLine?
    var genres: Set<String> = []
    let dataset = try GenreDataset(at: path, features: features, jobs: jobs) { file in
      genres.insert(file.entry.label)
      var progress = line ?? ProgressLine(total: file.total, unit: "files")
      progress.clear()
      failures.note(file.error)
      progress.advance(note: file.entry.name)
      line = progress
    }
    for genre in genres.subtracting(dataset.labels).sorted() {
      Console.warn("none of the files of '\(genre)' could be used, so it is no genre of this data set")
    }
    if line != nil { warnOfEmptyFolders(in: path) }
    return dataset
  }

  private static func warnOfEmptyFolders(in path: String) {
    for name in (try? GenreFolder(path))?.foldersWithoutAudio ?? [] {
      Console.warn("\(path)/\(name): holds no audio files, so it is no genre")
    }
  }
}
