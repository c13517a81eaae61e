internal import GenreBase

/// Student's t distribution with a whole number of degrees of freedom.
public struct StudentT: Sendable, Hashable {
  /// The degrees of freedom, at least 1.
  public let degreesOfFreedom: Int

  /// Creates the distribution.
  ///
  /// - Precondition: At least one degree of freedom.
  public init(degreesOfFreedom: Int) {
    precondition(degreesOfFreedom >= 1, "the t distribution has at least one degree of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value within ±`t`, by the finite series for whole degrees of freedom (Abramowitz and Stegun,
  /// "Handbook of Mathematical Functions", 1964, 26.7.3 and 26.7.4).
  public func probability(within t: Double) -> Double {
    let angle = atan(abs(t) / Double(degreesOfFreedom).squareRoot())
    let isOdd = degreesOfFreedom % 2 == 1
    guard degreesOfFreedom > 1 else { return 2 * angle / .pi }
    var term = isOdd ? cos(angle) : 1
    var sum = term
    for k in stride(from: isOdd ? 2 : 1, through: degreesOfFreedom - 3, by: 2) {
      term *= Double(k) / Double(k + 1) * cos(angle) * cos(angle)
      sum += term
    }
    return isOdd ? 2 / .pi * (angle + sin(angle) * sum) : sin(angle) * sum
  }

  /// The probability of a value at least as far from 0 as `t`, on either side.
  public func twoSidedProbability(_ t: Double) -> Double {
    t.isFinite ? max(0, 1 - probability(within: t)) : 0
  }

  /// The `t` within ± of which a share of the distribution lies, by bisection.
  ///
  /// - Precondition: `0 < share < 1`.
  public func quantile(within share: Double) -> Double {
    precondition(share > 0 && share < 1, "a share lies between 0 and 1")
    var high = 1.0
    while probability(within: high) < share { high *= 2 }
    var low = 0.0
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if probability(within: middle) < share { low = middle } else { high = middle }
    }
    return high
  }
}
