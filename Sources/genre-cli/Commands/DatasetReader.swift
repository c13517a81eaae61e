import GenreKit
import GenreTraining

/// Reads a data set, with progress where files are decoded.
enum DatasetReader {
  /// - Parameters:
  ///   - request: What to change of the usual features of audio files; a cache must have been made so.
  ///   - usual: The features of audio files of which nothing is asked.
  ///   - failures: Told of every file that could not be used.
  static func read(
    _ path: String, requesting request: FeatureRequest,
    of usual: FeatureConfiguration = FeatureConfiguration(),
    jobs: Int?, failures: inout FailureCount
  ) throws(GenreError) -> GenreDataset {
    var line = FileProgressLine()
    defer { line.clear() }
    let dataset = try GenreDataset(
      ClipSource(path: path), requesting: request, of: usual, jobs: jobs
    ) { file in
      line.show(file, failures: &failures)
    }
    dataset.warnings.forEach(Console.warn)
    return dataset
  }
}
