/// Consecutive frames of features, and which of them there is something to hear in.
struct FeatureRows {
  /// `[frames x coefficients]`, row-major.
  var values: [Float] = []
  /// One flag a frame: false for silence.
  var isAudible: [Bool] = []

  static func += (left: inout FeatureRows, right: FeatureRows) {
    left.values += right.values
    left.isAudible += right.isAudible
  }
}
