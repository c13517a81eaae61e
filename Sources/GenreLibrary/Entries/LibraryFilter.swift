/// Which files of a music library are meant. By default all that are there.
public struct LibraryFilter: Sendable, Hashable {
  /// The states of files.
  public enum Kind: Sendable, Hashable {
    /// Files with an answer.
    case answered
    /// Files that could not be classified.
    case failed
    /// Files in any state.
    case any
  }

  /// The state of the files.
  public var kind: Kind = .answered
  /// The genres of the answers; empty for any.
  public var genres: [String] = []
  /// The least confidence, 0 to 1.
  public var minimumConfidence: Double?
  /// Whether the answers are unsure; nil for both.
  public var isUnsure: Bool?
  /// The folder that the files lie below, as it is resolved on this machine; nil for any.
  public var folder: String?
  /// The earliest time of classification, in seconds since 1970.
  public var changedSince: Int64?
  /// Whether files that are missing now are meant, too.
  public var includesMissing = false

  /// Creates a filter for all answered files that are there.
  public init() {}
}
