/// A share of one in whole per cent. Stands for a module of the importer's that happens to be called `Features`.
public struct Percentage: Sendable, CustomStringConvertible {
  public let value: Int

  public init(_ share: Double) {
    value = Int((share * 100).rounded())
  }

  public var description: String { "\(value) %" }
}
