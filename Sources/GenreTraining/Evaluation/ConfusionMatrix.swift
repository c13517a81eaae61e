import GenreKit

/// The number of clips by true genre and answered genre.
public struct ConfusionMatrix: Sendable, Hashable, Codable {
  /// The genres, in the order of rows and columns.
  public let labels: [String]
  /// `counts[truth][answer]`, in clips.
  public private(set) var counts: [[Int]]

  /// An empty matrix.
  public init(labels: [String]) {
    self.labels = labels
    counts = Array(repeating: Array(repeating: 0, count: labels.count), count: labels.count)
  }

  /// Counts one clip.
  public mutating func record(truth: Int, answer: Int) {
    counts[truth][answer] += 1
  }

  /// All clips counted.
  public var total: Int { counts.joined().reduce(0, +) }

  /// Clips answered rightly.
  public var correct: Int { labels.indices.reduce(0) { $0 + counts[$1][$1] } }

  /// The share of clips answered rightly, 0 to 1; 0 for an empty matrix.
  public var accuracy: Double { total == 0 ? 0 : Double(correct) / Double(total) }

  /// Of the clips of a genre, the share that was recognised; nil where there was none.
  public func recall(_ genre: Int) -> Double? {
    Self.ratio(counts[genre][genre], counts[genre].reduce(0, +))
  }

  /// Of the clips answered with a genre, the share that were of it; nil where there was none.
  public func precision(_ genre: Int) -> Double? {
    Self.ratio(counts[genre][genre], counts.reduce(0) { $0 + $1[genre] })
  }

  /// The harmonic mean of precision and recall; nil where both are missing.
  public func f1(_ genre: Int) -> Double? {
    let answered = counts.reduce(0) { $0 + $1[genre] }
    return Self.ratio(2 * counts[genre][genre], answered + counts[genre].reduce(0, +))
  }

  /// The mean over the genres that occur of their recall (balanced accuracy), 0 to 1.
  public var meanRecall: Double {
    let recalls = labels.indices.compactMap(recall)
    return recalls.isEmpty ? 0 : recalls.reduce(0, +) / Double(recalls.count)
  }

  private static func ratio(_ part: Int, _ whole: Int) -> Double? {
    whole == 0 ? nil : Double(part) / Double(whole)
  }
}
