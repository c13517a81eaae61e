import GenreKit
import GenreTraining

/// Reads labelled clips and scores them by a model.
struct ClipReader {
  let map: String?
  let jobs: Int?

  /// - Parameter failures: Told of every file that could not be classified.
  func clips(
    _ selection: ClipSelection, heardBy model: GenreModel, failures: inout FailureCount
  ) throws(GenreError) -> [ScoredClip] {
    let labelMap = try LabelMapReader.read(map, labels: model.labels)
    var line = FileProgressLine()
    defer { line.clear() }
    return try model.scores(of: selection, map: labelMap, jobs: jobs, onWarning: Console.warn) { file in
      line.show(file, failures: &failures)
    }
  }
}
