import GenreFeatures
import GenreKit

extension GenreDataset {
  /// Makes the features of a folder of genre folders, in memory.
  ///
  /// - Parameters:
  ///   - folder: The files.
  ///   - features: How to make the features.
  ///   - jobs: The files decoded at a time; nil for one a core.
  ///   - onFile: Called for each file in order, with the error where it could not be used; such files are left out.
  /// - Throws: ``GenreError`` with code `invalidData` if fewer than two genres are left; `cancelled`.
  public init(
    decoding folder: GenreFolder, features: FeatureConfiguration, jobs: Int? = nil,
    onFile: (FileProgress) -> Void = { _ in }
  ) throws(GenreError) {
    var items: [Item] = []
    try folder.extractFeatures(features, jobs: jobs, onFile: onFile) { entry, features in
      items.append(
        Item(name: entry.name, label: entry.label, features: features.matrix, silence: features.silence))
    }
    let used = Set(items.map(\.label))
    let labels = folder.labels.filter(used.contains)
    try self.init(
      labels: labels, items: items, features: features, source: folder.source,
      warnings: features.warnings + folder.warnings(used: labels))
  }
}

extension GenreFolder {
  /// Makes the features of every file side by side and delivers them in order.
  ///
  /// - Parameters:
  ///   - onFile: Called for each file, after its features were delivered or instead.
  ///   - deliver: Called for each file that could be used.
  func extractFeatures(
    _ features: FeatureConfiguration, jobs: Int?, onFile: (FileProgress) -> Void,
    deliver: (Entry, FeatureExtractor.Features) throws(GenreError) -> Void
  ) throws(GenreError) {
    let extractor = try FeatureExtractor(features)
    // A long piece in front must not let the features of all others pile up in memory.
    try OrderedWork.run(count: entries.count, jobs: jobs, lookAhead: 8) { index, cancellation in
      Result { () throws(GenreError) in
        try extractor.features(of: .file(path: entries[index].path), until: cancellation)
      }
    } deliver: { (index, result) throws(GenreError) in
      let entry = entries[index]
      if case .success(let features) = result { try deliver(entry, features) }
      onFile(
        FileProgress(
          path: entry.path, label: entry.label, index: index, total: entries.count,
          result: result.map(\.warnings)))
    }
  }
}
