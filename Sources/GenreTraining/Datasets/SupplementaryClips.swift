import GenreKit

/// More clips to train on, beside those of the data set that is split: their labels may be sets of genres, or none.
public struct SupplementaryClips: Sendable {
  /// The clips; all of them are trained on.
  public let dataset: GenreDataset
  /// The map from their labels to the genres of the data set that is split.
  public let map: LabelMap
  /// The number of times an epoch uses each clip; 1 or more.
  public let times: Int

  /// Creates a description of more clips.
  ///
  /// - Throws: ``GenreError`` with code `invalidArgument` unless `times` is 1 to 100.
  public init(dataset: GenreDataset, map: LabelMap = LabelMap(), times: Int = 1) throws(GenreError) {
    guard (1...100).contains(times) else {
      throw GenreError(
        .invalidArgument, "additional clips can be used 1 to 100 times in an epoch, not \(times)")
    }
    self.dataset = dataset
    self.map = map
    self.times = times
  }

  /// Whether some of the clips are none of the genres.
  var hasOutOfScope: Bool { dataset.labels.contains { map.isOutOfScope($0) } }

  func converted(to features: FeatureConfiguration) throws(GenreError) -> SupplementaryClips {
    try SupplementaryClips(dataset: dataset.converted(to: features), map: map, times: times)
  }
}
