/// Student's paired t test: whether the mean of differences is more than their spread explains ("Student", "The
/// Probable Error of a Mean", 1908).
public struct PairedTTest: Sendable, Hashable, Codable {
  /// The differences, first minus second, one per pair.
  public let differences: [Double]
  /// Their mean.
  public let mean: Double
  /// The mean over its standard error; nil where every difference is the same, so that there is no spread to hold it
  /// against.
  public let t: Double?
  /// The probability of a mean at least as far from 0 at random, 0 to 1; nil where ``t`` is.
  public let probability: Double?
  /// The bounds of the 95 % interval of the mean; nil where ``t`` is.
  public let interval: [Double]?

  /// Tests pairs; nil for fewer than two.
  ///
  /// - Precondition: As many in `first` as in `second`.
  public init?(_ first: [Double], _ second: [Double]) {
    precondition(first.count == second.count, "pairs have two members")
    differences = zip(first, second).map { $0 - $1 }
    guard differences.count > 1, let spread = Spread(differences) else { return nil }
    mean = spread.mean
    guard spread.deviation > 1e-12 else {
      t = nil
      probability = nil
      interval = nil
      return
    }
    let distribution = StudentT(degreesOfFreedom: differences.count - 1)
    let error = spread.deviation / Double(differences.count).squareRoot()
    let half = distribution.quantile(within: 0.95) * error
    t = mean / error
    probability = distribution.twoSidedProbability(mean / error)
    interval = [mean - half, mean + half]
  }
}
