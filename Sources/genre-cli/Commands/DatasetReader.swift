import GenreKit

/// Reads a data set, with progress where files are decoded.
enum DatasetReader {
  /// - Parameter failures: Told of every file that could not be used.
  static func read(_ path: String, jobs: Int?, failures: inout FailureCount) throws(GenreError)
    -> GenreDataset
  {
    var line: ProgressLine?
    return try GenreDataset(at: path, jobs: jobs) { file in
      var progress = line ?? ProgressLine(total: file.total, unit: "files")
      progress.clear()
      failures.note(file.error)
      progress.advance(note: file.entry.name)
      line = progress
    }
  }
}
