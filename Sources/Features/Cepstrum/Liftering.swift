internal import GenreBase

/// Sinusoidal liftering: coefficient n is multiplied by 1 + (L / 2) sin(pi (n + 1) / L), which brings the
/// high ones nearer to the size of the low ones (Juang et al. 1987; librosa's `lifter`). Not HTK's dialect,
/// which leaves coefficient 0 alone.
public struct Liftering: Sendable, Hashable {
  /// The gains, one per coefficient.
  public let gains: [Float]

  /// Computes the gains; a lifter L of 0 leaves everything as it is.
  ///
  /// - Throws: ``FeatureError/Code-swift.struct/invalidConfiguration`` when the lifter is negative or not finite, or
  ///   the number of coefficients is.
  public init(coefficientCount: Int, lifter: Double) throws(FeatureError) {
    gains = try Self.gains(coefficientCount: coefficientCount, lifter: lifter).map { Float($0) }
  }

  static func gains(coefficientCount: Int, lifter: Double) throws(FeatureError) -> [Double] {
    guard coefficientCount >= 0 else {
      throw .configuration(
        "the number of coefficients is \(coefficientCount); it must be 0 or more")
    }
    guard lifter >= 0, lifter.isFinite else {
      throw .configuration("the lifter is \(lifter); it must be 0 (none) or a positive number, such as 22")
    }
    return (0..<coefficientCount).map {
      lifter == 0 ? 1 : 1 + lifter / 2 * sin(Double.pi * Double($0 + 1) / lifter)
    }
  }

  /// Multiplies every row by the gains.
  ///
  /// - Throws: ``FeatureError/Code-swift.struct/shapeMismatch`` when the rows have another length.
  public func apply(to rows: FeatureMatrix) throws(FeatureError) -> FeatureMatrix {
    let columns = rows.coefficientCount
    guard columns == gains.count else {
      throw FeatureError(
        .shapeMismatch, "the rows have \(columns) values; there are gains for \(gains.count)")
    }
    let values = rows.values.indices.map { rows.values[$0] * gains[$0 % columns] }
    return FeatureMatrix(frameCount: rows.frameCount, coefficientCount: columns, values: values)
  }
}
