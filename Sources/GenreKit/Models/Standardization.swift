/// Brings each coefficient to mean 0 and deviation 1, with figures learnt from the training side alone.
public struct Standardization: Sendable, Hashable {
  /// One mean a coefficient.
  public let means: [Float]
  /// One reciprocal of the standard deviation a coefficient.
  public let scales: [Float]

  /// Creates a standardisation.
  ///
  /// - Precondition: As many means as scales.
  public init(means: [Float], scales: [Float]) {
    precondition(means.count == scales.count, "one mean and one scale a coefficient")
    self.means = means
    self.scales = scales
  }

  /// The one that changes nothing.
  public static func identity(coefficientCount: Int) -> Standardization {
    Standardization(
      means: Array(repeating: 0, count: coefficientCount),
      scales: Array(repeating: 1, count: coefficientCount))
  }

  /// The figures of these frames, each `[frames x coefficients]`, row-major. A coefficient that never changes is
  /// left at its own scale.
  public static func learnt(from frames: some Sequence<[Float]>, coefficientCount: Int) -> Standardization {
    var sums = Array(repeating: 0.0, count: coefficientCount)
    var squares = sums
    var rows = 0
    for values in frames {
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
      means: means.map(Float.init), scales: deviations.map { $0 > 1e-6 ? Float(1 / $0) : 1 })
  }

  /// Standardises rows in place.
  ///
  /// - Parameter values: `[frames x coefficients]`, row-major.
  public func apply(to values: inout [Float]) {
    let count = means.count
    values.withUnsafeMutableBufferPointer { values in
      for row in stride(from: 0, to: values.count - count + 1, by: count) {
        for index in 0..<count { values[row + index] = (values[row + index] - means[index]) * scales[index] }
      }
    }
  }
}
