/// Figures of several runs in short: their mean and how far they lie apart.
public struct Spread: Sendable, Hashable, Codable {
  /// The figures, one per run.
  public let values: [Double]
  /// Their mean.
  public let mean: Double
  /// Their sample standard deviation (over n - 1); 0 for a single one.
  public let deviation: Double

  /// Sums figures up; nil where there are none.
  public init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.values = values
    self.mean = mean
    deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0
  }
}
