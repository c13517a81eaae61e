import GenreFeatures
import GenreKit

/// The features of a data set in one safetensors file, so that training never decodes twice (`Docs/Formats.md`).
public enum FeatureCache {
  /// The value of the key `format` in the metadata.
  static let format = "genre-features/1"

  /// The summary of a written cache.
  public struct Summary: Sendable, Hashable {
    /// The clips in the cache.
    public let itemCount: Int
    /// Their genres.
    public let labels: [String]
  }

  /// A clip in the metadata; the tensor of its features has its name.
  struct Entry: Codable {
    let name: String
    let label: String
    /// The silent ranges: the first frame of each and the one after its last.
    let silence: [[Int]]?
  }

  /// Makes the features of a folder of genre folders and writes them, few clips in memory at a time.
  ///
  /// Nothing stands at `path` until all is done; then the file is renamed into place.
  /// - Parameters:
  ///   - folder: The files.
  ///   - features: How to make the features.
  ///   - path: The cache to write.
  ///   - jobs: The files decoded at a time; nil for one a core.
  ///   - onFile: Called for each file in order, with the error where it could not be used; such files are left out.
  /// - Throws: ``GenreError``: `unwritable`, also for a path that is one of the files that are read, `invalidData` if no
  ///   file could be used, `cancelled`.
  @discardableResult
  public static func write(
    _ folder: GenreFolder, features: FeatureConfiguration, to path: String, jobs: Int? = nil,
    onFile: (FileProgress) -> Void = { _ in }
  ) throws(GenreError) -> Summary {
    try OutputCheck.requireWritable([path], keeping: [folder.path] + folder.entries.map(\.path))
    let writer = try FeatureCacheWriter(path: path)
    try folder.extractFeatures(features, jobs: jobs, onFile: onFile) { (entry, features) throws(GenreError) in
      try writer.append(features, of: entry)
    }
    return try writer.finish(features: features, source: folder.source)
  }
}
