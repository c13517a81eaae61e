import GenreKit

/// Reads a data set, with progress where files are decoded.
enum DatasetReader {
  /// - Parameters:
  ///   - request: What to change of the usual features of a folder; a cache must have been made so.
  ///   - usual: The features of a folder of which nothing is asked.
  ///   - failures: Told of every file that could not be used.
  static func read(
    _ path: String, requesting request: FeatureRequest,
    of usual: FeatureConfiguration = FeatureConfiguration(),
    jobs: Int?, failures: inout FailureCount
  ) throws(GenreError) -> GenreDataset {
    try reading(path, failures: &failures) { onFile throws(GenreError) in
      try GenreDataset(at: path, requesting: request, of: usual, jobs: jobs, onFile: onFile)
    }
  }

  /// - Parameters:
  ///   - features: How to make the features of a folder; a cache knows its own.
  ///   - failures: Told of every file that could not be used.
  static func read(
    _ path: String, features: FeatureConfiguration, jobs: Int?, failures: inout FailureCount
  ) throws(GenreError) -> GenreDataset {
    try reading(path, failures: &failures) { onFile throws(GenreError) in
      try GenreDataset(at: path, features: features, jobs: jobs, onFile: onFile)
    }
  }

  private static func reading(
    _ path: String, failures: inout FailureCount,
    _ work: ((FolderProgress) -> Void) throws(GenreError) -> GenreDataset
  ) throws(GenreError) -> GenreDataset {
    var line: ProgressLine?
    let dataset = try work { file in
      var progress = line ?? ProgressLine(total: file.total, unit: "files")
      progress.clear()
      failures.note(file.error)
      progress.advance(note: file.entry.name)
      line = progress
    }
    if line != nil { dataset.features.warnings.forEach(Console.warn) }
    if line != nil { (try? GenreFolder(path))?.warnings(used: dataset.labels).forEach(Console.warn) }
    return dataset
  }
}
