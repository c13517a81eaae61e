import GenreFeatures

extension GenreDataset {
  /// Makes the features of a folder of genre folders, in memory.
  ///
  /// - Parameters:
  ///   - folder: The files.
  ///   - features: How to make the features.
  ///   - jobs: The files decoded at a time; nil for one a core.
  ///   - onFile: Called for each file in order, with the error where it could not be used; such files are left out.
  /// - Throws: ``GenreError`` with code `invalidData` if fewer than two genres are left.
  public init(
    decoding folder: GenreFolder, features: FeatureConfiguration, jobs: Int? = nil,
    onFile: (FolderProgress) -> Void = { _ in }
  ) throws(GenreError) {
    var items: [Item] = []
    try folder.extractFeatures(features, jobs: jobs) { progress, features in
      let entry = progress.entry
      if let features {
        items.append(
          Item(name: entry.name, label: entry.label, features: features.matrix, silence: features.silence))
      }
      onFile(progress)
    }
    let used = Set(items.map(\.label))
    try self.init(
      labels: folder.labels.filter(used.contains), items: items, features: features,
      source: "the folder \(FileListing.lastComponent(of: folder.path))")
  }
}

extension GenreFolder {
  /// Makes the features of every file side by side and delivers them in order.
  func extractFeatures(
    _ features: FeatureConfiguration, jobs: Int?,
    deliver: (FolderProgress, FeatureExtractor.Features?) -> Void
  ) throws(GenreError) {
    let extractor = try FeatureExtractor(features)
    try OrderedWork.run(count: entries.count, jobs: jobs) { index in
      Result { () throws(GenreError) in try extractor.features(contentsOf: entries[index].path) }
    } deliver: { index, result in
      let progress = { (error: GenreError?) in
        FolderProgress(entry: entries[index], error: error, done: index + 1, total: entries.count)
      }
      switch result {
      case .success(let features): deliver(progress(nil), features)
      case .failure(let error): deliver(progress(error), nil)
      }
    }
  }
}
