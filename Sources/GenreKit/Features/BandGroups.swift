import GenreFeatures

/// Mel bands averaged in groups of neighbours.
package enum BandGroups {
  /// The mean of every so many neighbouring columns, [frames x bands] to [frames x groups].
  ///
  /// - Precondition: The groups come out even.
  package static func averaged(_ bands: FeatureMatrix, bandsPerGroup: Int) -> FeatureMatrix {
    guard bandsPerGroup > 1 else { return bands }
    precondition(bands.coefficientCount % bandsPerGroup == 0, "groups of bands must come out even")
    let share = 1 / Float(bandsPerGroup)
    let count = bands.values.count / bandsPerGroup
    let values = bands.values.withUnsafeBufferPointer { bands in
      [Float](unsafeUninitializedCapacity: count) { groups, initialized in
        for group in 0..<count {
          var sum: Float = 0
          for band in group * bandsPerGroup..<(group + 1) * bandsPerGroup { sum += bands[band] }
          groups[group] = sum * share
        }
        initialized = count
      }
    }
    return FeatureMatrix(
      frameCount: bands.frameCount, coefficientCount: bands.coefficientCount / bandsPerGroup, values: values)
  }
}
