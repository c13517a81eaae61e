import GenreKit

extension GenreDataset {
  /// Reads a cache, or makes the features of a folder of genre folders or of the files of a list.
  ///
  /// - Parameters:
  ///   - source: The clips.
  ///   - features: How to make the features of audio files; a cache knows its own.
  ///   - jobs: The files decoded at a time; nil for one a core.
  ///   - onFile: Called for each audio file in order; those that could not be used are left out.
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, `invalidData`, `cancelled`.
  public init(
    _ source: ClipSource, features: FeatureConfiguration = FeatureConfiguration(), jobs: Int? = nil,
    onFile: (FileProgress) -> Void = { _ in }
  ) throws(GenreError) {
    switch source {
    case .cache(let path): try self.init(cache: path)
    case .folder, .list:
      try self.init(decoding: GenreFolder(source), features: features, jobs: jobs, onFile: onFile)
    }
  }

  /// Reads a cache, or makes the features of audio files, as is asked for.
  ///
  /// - Parameters:
  ///   - request: For audio files, what to change of the features that are usual; a cache must have been made so.
  ///   - usual: The features of audio files of which nothing is asked.
  /// - Throws: ``GenreError``, with code `invalidArgument` for a cache of other features.
  package init(
    _ source: ClipSource, requesting request: FeatureRequest,
    of usual: FeatureConfiguration = FeatureConfiguration(), jobs: Int? = nil,
    onFile: (FileProgress) -> Void = { _ in }
  ) throws(GenreError) {
    try self.init(source, features: request.applied(to: usual), jobs: jobs, onFile: onFile)
    if case .cache(let path) = source { try request.require(in: features, of: path) }
  }
}
