import GenreKit

/// A confidence interval for a share that was counted, such as an accuracy.
///
/// Wilson's score interval (Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927):
/// unlike the textbook's p ± 1.96 s it holds for small counts and for shares near 0 and 1.
public struct WilsonInterval: Sendable, Hashable, Codable {
  /// The lower bound, 0 to 1.
  public let lower: Double
  /// The upper bound, 0 to 1.
  public let upper: Double

  /// The interval for `successes` of `trials`.
  ///
  /// - Parameter z: The normal quantile; 1.96 for 95 %.
  /// - Precondition: `0 <= successes <= trials`.
  public init(successes: Int, trials: Int, z: Double = 1.959_964) {
    precondition((0...max(trials, 0)).contains(successes), "successes lie between 0 and the trials")
    guard trials > 0 else {
      lower = 0
      upper = 1
      return
    }
    let n = Double(trials)
    let share = Double(successes) / n
    let denominator = 1 + z * z / n
    let centre = (share + z * z / (2 * n)) / denominator
    let half = z / denominator * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    lower = max(0, centre - half)
    upper = min(1, centre + half)
  }
}
