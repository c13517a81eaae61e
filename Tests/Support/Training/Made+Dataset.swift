import GRUNet
import GenreKit
import GenreKitTestSupport
import GenreTraining

extension Made {
  /// Clips without sound: features around a level of their genre's own, in an order that no list sorts by accident.
  ///
  /// - Parameters:
  ///   - labels: The genres.
  ///   - clips: The clips of each.
  ///   - frames: The frames of each clip; 300 are two windows.
  ///   - seed: Other seeds give other clips.
  package static func dataset(
    labels: [String] = ["演歌", "rock & \"roll\"", "<b>"], clips: Int = 6, frames: Int = 300, seed: UInt64 = 1
  ) throws -> GenreDataset {
    var generator = RandomGenerator(seed: seed)
    let features = FeatureConfiguration()
    let width = features.coefficientCount
    let sorted = labels.sorted()
    let items = (0..<clips).flatMap { clip in
      sorted.indices.map { genre in
        let values = (0..<frames * width).map { index in
          Float.random(in: -1...1, using: &generator) + (index % width == genre ? 0.7 : 0)
        }
        return GenreDataset.Item(
          name: "\(sorted[genre])/\(clip)", label: sorted[genre],
          features: FeatureMatrix(frameCount: frames, coefficientCount: width, values: values))
      }
    }
    return try GenreDataset(labels: sorted, items: items, features: features, source: "made clips")
  }
}
