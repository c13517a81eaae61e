/// Brings each coefficient to mean 0 and deviation 1, with figures learnt from the training side alone; before that,
/// where asked for, takes out how loud a window is.
public struct Standardization: Sendable, Hashable {
  /// The means, one per coefficient.
  public let means: [Float]
  /// The reciprocals of the standard deviations, one per coefficient.
  public let scales: [Float]
  /// Whether a window's mean over all frames and coefficients is taken away first: in decibels that is its level, so
  /// that the same music answers the same at any volume. Means little for MFCCs, where only the first is a level.
  public let removesLevel: Bool

  /// Creates a standardisation.
  ///
  /// - Precondition: As many means as scales.
  public init(means: [Float], scales: [Float], removesLevel: Bool = false) {
    precondition(means.count == scales.count, "one mean and one scale a coefficient")
    self.means = means
    self.scales = scales
    self.removesLevel = removesLevel
  }

  /// The one that changes nothing.
  public static func identity(coefficientCount: Int) -> Standardization {
    Standardization(
      means: Array(repeating: 0, count: coefficientCount),
      scales: Array(repeating: 1, count: coefficientCount))
  }

  /// The figures of these frames, each `[frames x coefficients]`, row-major. A coefficient that never changes is
  /// left at its own scale.
  ///
  /// - Parameter removesLevel: Whether each element of `frames` loses its level first, as windows will.
  public static func learnt(
    from frames: some Sequence<[Float]>, coefficientCount: Int, removesLevel: Bool = false
  ) -> Standardization {
    var sums = Array(repeating: 0.0, count: coefficientCount)
    var squares = sums
    var rows = 0
    for var values in frames {
      if removesLevel { values.withUnsafeMutableBufferPointer { Self.removeLevel($0) } }
      rows += values.count / coefficientCount
      for (index, value) in values.enumerated() {
        sums[index % coefficientCount] += Double(value)
        squares[index % coefficientCount] += Double(value) * Double(value)
      }
    }
    guard rows > 0 else { return .identity(coefficientCount: coefficientCount) }
    let means = sums.map { $0 / Double(rows) }
    let deviations = zip(squares, means).map { max(0, $0 / Double(rows) - $1 * $1).squareRoot() }
    return Standardization(
      means: means.map(Float.init), scales: deviations.map { $0 > 1e-6 ? Float(1 / $0) : 1 },
      removesLevel: removesLevel)
  }

  /// Standardises one window in place.
  ///
  /// - Parameter values: `[frames x coefficients]`, row-major.
  public func apply(to values: inout [Float]) {
    values.withUnsafeMutableBufferPointer { apply(to: $0) }
  }

  /// Standardises one window in place.
  package func apply(to window: UnsafeMutableBufferPointer<Float>) {
    if removesLevel { Self.removeLevel(window) }
    let count = means.count
    means.withUnsafeBufferPointer { means in
      scales.withUnsafeBufferPointer { scales in
        for row in stride(from: 0, to: window.count - count + 1, by: count) {
          for index in 0..<count {
            window[row + index] = (window[row + index] - means[index]) * scales[index]
          }
        }
      }
    }
  }

  private static func removeLevel(_ window: UnsafeMutableBufferPointer<Float>) {
    let level = Float(window.reduce(0.0) { $0 + Double($1) } / Double(max(1, window.count)))
    for index in window.indices { window[index] -= level }
  }
}
