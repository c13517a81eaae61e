import GenreKit

/// The expected calibration error: the mean, over bins of equal width, of |accuracy - confidence|, weighted by the
/// clips in each bin (Naeini et al., "Obtaining Well Calibrated Probabilities Using Bayesian Binning", 2015).
public struct ExpectedCalibrationError: Sendable, Hashable {
  /// A bin of the reliability diagram.
  public struct Bin: Sendable, Hashable, Codable {
    /// The range of confidence that the bin covers.
    public let range: ClosedRange<Double>
    /// The clips that fell into it.
    public let count: Int
    /// Their mean confidence; 0 for an empty bin.
    public let confidence: Double
    /// The share of them that were answered rightly; 0 for an empty bin.
    public let accuracy: Double
  }

  /// The bins, from the least to the most confident.
  public let bins: [Bin]

  /// Bins answers by their confidence.
  ///
  /// - Parameters:
  ///   - answers: For each clip the confidence of the best genre, 0 to 1, and whether it was right.
  ///   - binCount: The number of bins; 10 is usual.
  public init(answers: [(confidence: Double, isRight: Bool)], binCount: Int = 10) {
    precondition(binCount > 0, "at least one bin")
    let width = 1 / Double(binCount)
    bins = (0..<binCount).map { index in
      let members = answers.filter { min(binCount - 1, Int($0.confidence / width)) == index }
      let count = Double(max(1, members.count))
      return Bin(
        range: Double(index) * width...Double(index + 1) * width, count: members.count,
        confidence: members.reduce(0) { $0 + $1.confidence } / count,
        accuracy: Double(members.count { $0.isRight }) / count)
    }
  }

  /// The error, 0 to 1.
  public var value: Double {
    let total = bins.reduce(0) { $0 + $1.count }
    guard total > 0 else { return 0 }
    return bins.reduce(0) { $0 + Double($1.count) * abs($1.accuracy - $1.confidence) } / Double(total)
  }
}
