internal import GenreBase
import GRUNet
import GenreFeatures
import GenreKit

extension GenreDataset {
  /// Reads a feature cache (`Docs/Formats.md`).
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidData` for a file that is no cache or damaged.
  public init(cache path: String) throws(GenreError) {
    guard FileStatus.exists(path) else {
      throw GenreError(.notFound, "no such file or folder; check the spelling", path: path)
    }
    do throws(GenreError) {
      let file = try SafetensorsFile.open(path)
      try self.init(file)
    } catch {
      let isContent = error.code == .invalidModel || error.code == .invalidArgument
      let code: GenreError.Code = isContent ? .invalidData : error.code
      throw GenreError(code, error.message, path: path)
    }
  }

  private init(_ file: SafetensorsFile) throws(GenreError) {
    let metadata = file.metadata
    guard metadata["format"] == FeatureCache.format else {
      throw GenreError(
        .invalidData,
        "not a feature cache of this version (\(FeatureCache.format)); make it again")
    }
    func text(_ key: String) throws(GenreError) -> String {
      guard let text = metadata[key] else {
        throw GenreError(
          .invalidData, "the cache has no '\(key)'; make it again")
      }
      return text
    }
    let features = try JSONText.decode(FeatureConfiguration.self, from: text("features"), what: "'features'")
    try features.validate()
    let entries = try JSONText.decode([FeatureCache.Entry].self, from: text("items"), what: "'items'")
    var items: [Item] = []
    var names: Set<ExactText> = []
    for entry in entries {
      // Before it is read again: a small file could name one clip often enough to fill the memory.
      guard names.insert(ExactText(entry.name)).inserted else {
        throw GenreError(.invalidData, "the clip '\(entry.name)' is in the data set twice")
      }
      items.append(
        Item(
          name: entry.name, label: entry.label, features: try Self.matrix(entry.name, in: file),
          silence: try Self.ranges(entry)))
    }
    try self.init(
      labels: JSONText.decode([String].self, from: text("labels"), what: "'labels'"), items: items,
      features: features, source: metadata["source"] ?? "unknown")
  }

  private static func ranges(_ entry: FeatureCache.Entry) throws(GenreError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for pair in entry.silence ?? [] {
      guard pair.count == 2, pair[0] >= ranges.last?.upperBound ?? 0, pair[0] < pair[1] else {
        throw GenreError(
          .invalidData, "the silent ranges of '\(entry.name)' are malformed; make the cache again")
      }
      ranges.append(pair[0]..<pair[1])
    }
    return ranges
  }

  private static func matrix(_ name: String, in file: SafetensorsFile) throws(GenreError) -> FeatureMatrix {
    let tensor = try file.read(name)
    guard tensor.shape.count == 2 else {
      throw GenreError(.invalidData, "the features of '\(name)' are not a matrix; make the cache again")
    }
    return FeatureMatrix(
      frameCount: tensor.shape[0], coefficientCount: tensor.shape[1], values: tensor.values)
  }
}
