import GRUNet
import GenreFeatures
import GenreKit

/// Writes a feature cache clip by clip.
final class FeatureCacheWriter {
  private let writer: SafetensorsWriter
  private var entries: [FeatureCache.Entry] = []

  init(path: String) throws(GenreError) {
    writer = try SafetensorsWriter.open(path)
  }

  /// - Throws: ``GenreError`` with code `unwritable`.
  func append(_ features: FeatureExtractor.Features, of entry: GenreFolder.Entry) throws(GenreError) {
    let shape = [features.matrix.frameCount, features.matrix.coefficientCount]
    try writer.write(Tensor(shape: shape, values: features.matrix.values), named: entry.name)
    let silence = features.silence.map { [$0.lowerBound, $0.upperBound] }
    entries.append(
      FeatureCache.Entry(name: entry.name, label: entry.label, silence: silence.isEmpty ? nil : silence))
  }

  func finish(features: FeatureConfiguration, source: String) throws(GenreError) -> FeatureCache.Summary {
    guard !entries.isEmpty else {
      throw GenreError(
        .invalidData, "no file could be decoded, so no cache was written; see the errors above")
    }
    let labels = Set(entries.map(\.label)).sorted()
    guard labels.count >= 2 else {
      throw GenreError(
        .invalidData,
        "only '\(labels[0])' has files that could be decoded, and two genres or more are needed; no cache was "
          + "written")
    }
    writer.metadata = [
      "format": FeatureCache.format, "source": source,
      "labels": try JSONText.encode(labels),
      "features": try JSONText.encode(features),
      "items": try JSONText.encode(entries),
    ]
    try writer.complete()
    return FeatureCache.Summary(itemCount: entries.count, labels: labels)
  }
}
