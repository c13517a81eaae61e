internal import GenreBase

extension RandomGenerator {
  /// A number from the standard normal distribution, by the transform of Box and Muller (1958).
  ///
  /// Uses two uniform numbers and keeps nothing back, so the state alone says what comes next.
  public mutating func normal() -> Double {
    // 1 - uniform() lies in (0, 1], where the logarithm is finite.
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * Double.pi * uniform())
  }
}
