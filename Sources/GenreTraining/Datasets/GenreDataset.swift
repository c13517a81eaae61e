internal import GenreBase
import GenreFeatures
import GenreKit

/// Clips whose genre is known, as features.
public struct GenreDataset: Sendable {
  /// A clip: its name, its genre and its features.
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
  /// The configuration of the features.
  public let features: FeatureConfiguration
  /// The source of the clips, in words.
  public let source: String
  /// Warnings about the features, each in a line.
  public let warnings: [String]

  /// Creates a data set.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` if there are fewer than two genres, an item's genre is not
  ///   among the labels, a name occurs twice, features are empty, of another width or not all numbers, or silence is
  ///   outside of them.
  public init(
    labels: [String], items: [Item], features: FeatureConfiguration, source: String, warnings: [String] = []
  ) throws(GenreError) {
    self.labels = labels
    self.items = items
    self.features = features
    self.source = source
    self.warnings = warnings
    guard Set(labels).count == labels.count else {
      throw GenreError(
        .invalidData, "two genres have the same name, perhaps in two Unicode spellings; rename one of them")
    }
    guard labels.count >= 2 else {
      throw GenreError(
        .invalidData,
        "two genres or more are needed, and the data has \(labels.count == 1 ? "one" : "no genre"); "
          + "give each genre a folder of its own")
    }
    var names: Set<ExactText> = []
    for item in items {
      guard names.insert(ExactText(item.name)).inserted else {
        throw GenreError(.invalidData, "the clip '\(item.name)' is in the data set twice")
      }
      guard labels.contains(item.label) else {
        throw GenreError(.invalidData, "the clip '\(item.name)' has the unknown genre '\(item.label)'")
      }
      try item.validate(coefficientCount: features.coefficientCount)
    }
  }

  /// The data set with further genres, of which it has no clip: a network has an output for each of them, and learns them
  /// from ``SupplementaryClips``.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` for a genre that is there already or is named twice.
  public func adding(genres: [String]) throws(GenreError) -> GenreDataset {
    guard !genres.isEmpty else { return self }
    if let known = genres.first(where: labels.contains) {
      throw GenreError(
        .invalidData, "the data has clips of the genre '\(known)'; add only genres that it does not have")
    }
    return try GenreDataset(
      labels: (labels + genres).sorted(), items: items, features: features, source: source,
      warnings: warnings)
  }

  /// The index of a genre in ``labels``.
  func labelIndex(of item: Item) -> Int { labels.firstIndex(of: item.label) ?? 0 }

  /// The recordings that these items are from.
  func recordingCount(_ indices: [Int]) -> Int { Set(indices.map { ExactText(items[$0].recording) }).count }
}

extension GenreDataset.Item {
  /// Checks what the item says of itself.
  fileprivate func validate(coefficientCount: Int) throws(GenreError) {
    func require(_ condition: Bool, _ message: String) throws(GenreError) {
      if !condition { throw GenreError(.invalidData, message) }
    }
    try require(
      features.frameCount > 0 && features.coefficientCount == coefficientCount,
      "the features of the clip '\(name)' are empty or have the wrong number of coefficients")
    try require(
      silence.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= features.frameCount },
      "the silent ranges of the clip '\(name)' extend past its last frame")
    try require(
      features.values.allSatisfy(\.isFinite),
      "the features of the clip '\(name)' have values that are not finite")
  }
}
