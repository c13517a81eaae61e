import GenreKit

extension GenreDataset {
  /// The same sound with every window of every clip as an item of its own, named `clip#0`, `clip#1` and so on.
  ///
  /// The original experiment splits these at random, so that windows of one clip are on every side. Each
  /// item remembers its ``Item/recording``.
  /// - Throws: ``GenreError`` with code `invalidData`.
  public func segments(grid: SegmentGrid) throws(GenreError) -> GenreDataset {
    try grid.validate(for: features)
    let width = self.features.coefficientCount
    let segments = items.flatMap { item in
      trainingPlans(of: item, grid: grid).map(item.window).enumerated().map { index, window in
        Item(
          name: "\(item.name)#\(index)", label: item.label,
          features: FeatureMatrix(
            frameCount: window.count / width, coefficientCount: width, values: window),
          recording: item.recording)
      }
    }
    return try GenreDataset(labels: labels, items: segments, features: features, source: source)
  }
}
