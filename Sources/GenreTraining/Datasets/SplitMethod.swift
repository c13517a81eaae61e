import GenreKit

/// The method of splitting a data set, as an argument: `segment`, `track`, `artist:CSV`, `lists:FOLDER`.
public enum SplitMethod: Sendable, Hashable {
  /// Windows at random, whatever clip they are from: pieces of one clip are on every side.
  case segment
  /// At random by clip, stratified by genre.
  case track
  /// A published partition: a folder of lists, see ``DatasetSplit/lists(in:of:)``.
  case lists(folder: String)
  /// By the groups of a CSV file with the columns clip and group, such as artists.
  case groups(file: String)

  /// Reads the words of a person.
  public init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    switch (parts[0], parts.count > 1 ? parts[1] : "") {
    case ("segment", ""): self = .segment
    case ("track", ""): self = .track
    case ("lists", let folder) where !folder.isEmpty: self = .lists(folder: folder)
    case ("groups", let file) where !file.isEmpty, ("artist", let file) where !file.isEmpty:
      self = .groups(file: file)
    default: return nil
    }
  }

  /// The words of a person, which ``init(argument:)`` reads again.
  public var argument: String {
    switch self {
    case .segment: "segment"
    case .track: "track"
    case .lists(let folder): "lists:\(folder)"
    case .groups(let file): "artist:\(file)"
    }
  }

  /// The files that it reads; those of a folder of lists are the lists.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidData` for a file that is no table of groups.
  public func files() throws(GenreError) -> [String] {
    switch self {
    case .segment, .track: return []
    case .groups(let file):
      _ = try GroupList(file)
      return [file]
    case .lists(let folder):
      let lists = try PublishedLists(folder)
      return DatasetSplit.Side.allCases.compactMap { lists.file(of: $0) }.map { "\(folder)/\($0)" }
    }
  }

  /// Whether files say which clip is where, rather than data and seed alone.
  package var readsFile: Bool {
    switch self {
    case .segment, .track: false
    case .lists, .groups: true
    }
  }

  /// The meaning of figures from this split, in a sentence or two.
  public var meaning: String {
    switch self {
    case .segment:
      "Windows at random: windows of one clip are on several sides, so the network is tested on recordings that it was "
        + "trained on. These figures measure how well it recognises the recordings, not the genres."
    case .track:
      "By clip: no clip is on two sides, and each genre has the same fraction on each. Clips by one artist can still be "
        + "on several sides, so the figures are too good."
    case .lists(let folder):
      "The published partition in \(PathName.last(of: folder)): its authors decided the side of each clip."
    case .groups(let file):
      "By the groups of \(PathName.last(of: file)): no group, such as the clips by one artist, is on two "
        + "sides, so the network is tested on artists that are not in its training data."
    }
  }
}
