/// What a shard was normalised by.
struct BatchNormStatistics {
  /// One row each.
  let matrix: Matrix

  var mean: UnsafeMutablePointer<Float> { matrix.row(0) }
  /// 1 / sqrt(variance + epsilon)
  var inverse: UnsafeMutablePointer<Float> { matrix.row(1) }
  /// weight * inverse
  var scale: UnsafeMutablePointer<Float> { matrix.row(2) }
  /// bias - mean * scale
  var shift: UnsafeMutablePointer<Float> { matrix.row(3) }
  /// Over the pixels of the shard, without Bessel's correction.
  var variance: UnsafeMutablePointer<Float> { matrix.row(4) }
}
