internal import GenreBase

/// The exact sign test: whether one of two is ahead more often than a coin would have it.
///
/// Over clips that two models answered it is McNemar's exact test (McNemar, "Note on the Sampling Error of the
/// Difference Between Correlated Proportions or Percentages", 1947), with ties left out.
public struct SignTest: Sendable, Hashable, Codable {
  /// The number of pairs in which the first is ahead.
  public let firstAhead: Int
  /// The number of pairs in which the second is ahead.
  public let secondAhead: Int
  /// The probability of a division at least as uneven at random, two-sided, 0 to 1.
  public let probability: Double

  /// Tests a division.
  ///
  /// - Precondition: Neither is negative.
  public init(firstAhead: Int, secondAhead: Int) {
    precondition(firstAhead >= 0 && secondAhead >= 0, "counts are 0 or more")
    self.firstAhead = firstAhead
    self.secondAhead = secondAhead
    let trials = firstAhead + secondAhead
    // Binomial terms through their logarithms: 2^-n underflows from n = 1075 on.
    var logarithm = -Double(trials) * log(2.0)
    var tail = 0.0
    for successes in 0...min(firstAhead, secondAhead) {
      tail += exp(logarithm)
      logarithm += log(Double(trials - successes)) - log(Double(successes + 1))
    }
    probability = min(1, 2 * tail)
  }

  /// Tests pairs by their signs; equal pairs do not count.
  public init(_ first: [Double], _ second: [Double]) {
    precondition(first.count == second.count, "pairs have two members")
    self.init(
      firstAhead: zip(first, second).count { $0 > $1 }, secondAhead: zip(first, second).count { $0 < $1 })
  }
}
