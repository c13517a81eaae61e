import GenreFeatures

/// Clips whose genre is known, as features.
public struct GenreDataset: Sendable {
  /// One clip.
  public struct Item: Sendable, Hashable {
    /// The clip's name, unique in the data set, such as `blues/blues.00000.wav`.
    public let name: String
    /// Its genre.
    public let label: String
    /// Its features, [frames x coefficients].
    public let features: FeatureMatrix
    /// The frames in which there is nothing to hear, as ranges, ascending and apart; empty, too, where nobody knows.
    public let silence: [Range<Int>]
    /// The recording that it is a part of: its own name, unless ``GenreDataset/segments(grid:)`` has cut it out.
    public let recording: String

    /// Creates an item.
    ///
    /// - Parameters:
    ///   - silence: Ranges of its frames, ascending and apart.
    ///   - recording: What it is a part of; nil for a recording by itself.
    public init(
      name: String, label: String, features: FeatureMatrix, silence: [Range<Int>] = [],
      recording: String? = nil
    ) {
      self.name = name
      self.label = label
      self.features = features
      self.silence = silence
      self.recording = recording ?? name
    }
  }

  /// The genres, sorted; their order is the order of a network's outputs.
  public let labels: [String]
  /// The clips.
  public let items: [Item]
  /// How the features were made.
  public let features: FeatureConfiguration
  /// Where the clips are from, in words.
  public let source: String

  /// Creates a data set.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` if there are fewer than two genres, an item's genre is not
  ///   among the labels, a name occurs twice, features are empty, of another width or not all numbers, or silence is
  ///   outside of them.
  public init(
    labels: [String], items: [Item], features: FeatureConfiguration, source: String
  ) throws(GenreError) {
    self.labels = labels
    self.items = items
    self.features = features
    self.source = source
    guard labels.count >= 2, Set(labels).count == labels.count else {
      throw GenreError(
        .invalidData,
        "two genres or more are needed; there \(labels.count == 1 ? "is one" : "are none"): "
          + "give each genre a folder of its own")
    }
    var names: Set<String> = []
    for item in items {
      guard names.insert(item.name).inserted else {
        throw GenreError(.invalidData, "the clip '\(item.name)' is in the data set twice")
      }
      guard labels.contains(item.label) else {
        throw GenreError(.invalidData, "the clip '\(item.name)' has the unknown genre '\(item.label)'")
      }
      guard item.features.frameCount > 0, item.features.coefficientCount == features.coefficientCount else {
        throw GenreError(
          .invalidData,
          "the features of the clip '\(item.name)' are empty or have another number of coefficients")
      }
      guard item.silence.allSatisfy({ $0.lowerBound >= 0 && $0.upperBound <= item.features.frameCount })
      else {
        throw GenreError(
          .invalidData, "the clip '\(item.name)' is said to be silent where it is not any more")
      }
      guard item.features.values.allSatisfy(\.isFinite) else {
        throw GenreError(
          .invalidData, "the features of the clip '\(item.name)' hold values that are not numbers")
      }
    }
  }

  /// The index of a genre in ``labels``.
  func labelIndex(of item: Item) -> Int { labels.firstIndex(of: item.label) ?? 0 }
}
