/// Numbers over time: a row-major matrix of shape [frames x coefficients].
///
/// A row is one frame of audio, a column one coefficient: a mel band, an MFCC, a frequency bin. (librosa has the
/// transpose: coefficients first.)
public struct FeatureMatrix: Sendable, Hashable {
  /// The number of rows, one a frame.
  public let frameCount: Int
  /// The number of columns: values in each frame.
  public let coefficientCount: Int
  /// All values, frame after frame: `values[frame * coefficientCount + coefficient]`.
  public let values: [Float]

  /// Wraps values that are in row-major order.
  ///
  /// - Precondition: `values.count == frameCount * coefficientCount`, neither count negative.
  public init(frameCount: Int, coefficientCount: Int, values: [Float]) {
    precondition(frameCount >= 0 && coefficientCount >= 0, "a matrix has no negative size")
    precondition(
      values.count == frameCount * coefficientCount, "the values don't fill a matrix of this shape")
    self.frameCount = frameCount
    self.coefficientCount = coefficientCount
    self.values = values
  }

  /// The value of one coefficient in one frame.
  public subscript(frame: Int, coefficient: Int) -> Float {
    precondition((0..<coefficientCount).contains(coefficient), "no such coefficient")
    return values[frame * coefficientCount + coefficient]
  }

  /// All coefficients of one frame, without a copy.
  public func row(_ frame: Int) -> ArraySlice<Float> {
    precondition((0..<frameCount).contains(frame), "no such frame")
    return values[frame * coefficientCount..<(frame + 1) * coefficientCount]
  }

  /// A copy of one coefficient in all frames.
  public func column(_ coefficient: Int) -> [Float] {
    precondition((0..<coefficientCount).contains(coefficient), "no such coefficient")
    return (0..<frameCount).map { values[$0 * coefficientCount + coefficient] }
  }

  /// The same number of columns and a run of the rows, copied out.
  public func frames(_ range: Range<Int>) -> FeatureMatrix {
    precondition(range.lowerBound >= 0 && range.upperBound <= frameCount, "no such frames")
    let slice = values[range.lowerBound * coefficientCount..<range.upperBound * coefficientCount]
    return FeatureMatrix(
      frameCount: range.count, coefficientCount: coefficientCount, values: Array(slice))
  }
}
