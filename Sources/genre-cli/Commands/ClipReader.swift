import GenreKit

/// Clips whose genre is known, as a person names them, heard by a model.
struct ClipReader {
  let map: String?
  let split: SplitMethod?
  let side: DatasetSplit.Side
  /// What the split leaves open for these sides.
  let shares: (validation: Double, test: Double)
  let seed: UInt64
  let jobs: Int?

  /// - Parameters:
  ///   - data: A feature cache, a folder of genre folders, or a CSV file of audio files.
  ///   - failures: Told of every file that could not be heard.
  func clips(
    in data: String, heardBy model: GenreModel, failures: inout FailureCount
  ) throws(GenreError) -> [ScoredClip] {
    let isCache = FeatureCache.isOne(data)
    guard isCache || (split != nil && !data.hasSuffix(".csv")) else {
      return try heardFiles(data, model, failures: &failures)
    }
    let labelMap = try LabelMapReader.read(map, labels: model.labels)
    let dataset = try DatasetReader.read(data, features: model.features, jobs: jobs, failures: &failures)
    guard let split else {
      return try model.scores(of: dataset, indices: Array(dataset.items.indices), map: labelMap, jobs: jobs)
    }
    let clips = try split.clips(
      of: side, in: dataset, grid: model.grid, validationShare: shares.validation, testShare: shares.test,
      seed: seed)
    clips.warnings.forEach(Console.warn)
    return try model.scores(of: clips.dataset, indices: clips.indices, map: labelMap, jobs: jobs)
  }

  private func heardFiles(
    _ data: String, _ model: GenreModel, failures: inout FailureCount
  ) throws(GenreError) -> [ScoredClip] {
    let files = try LabelledFiles(at: data)
    let labelMap = try LabelMapReader.read(map, labels: model.labels)
    var progress = ProgressLine(total: files.entries.count, unit: "files")
    let clips = try GenreClassifier(model: model).scores(of: files, map: labelMap, jobs: jobs) {
      entry, error in
      progress.clear()
      failures.note(error)
      progress.advance(note: entry.label)
    }
    progress.clear()
    return clips
  }
}
