/// A share of one in whole per cent. Stands for a module of the importer's that happens to be called `Features`.
public struct Percentage: Sendable, CustomStringConvertible {
  /// 0 to 100.
  public let value: Int

  /// Rounds a share, 0 to 1.
  public init(_ share: Double) {
    value = Int((share * 100).rounded())
  }

  /// The number and its sign, such as `83 %`.
  public var description: String { "\(value) %" }
}
