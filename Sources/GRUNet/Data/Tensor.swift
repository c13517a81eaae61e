/// Numbers and their shape, row-major: the last index runs fastest.
public struct Tensor: Sendable, Hashable {
  /// The extent of every dimension; empty for a single number.
  public let shape: [Int]
  /// The elements, as many as the product of the shape.
  public var values: [Float] {
    // Not by `oldValue`: that would keep a copy of the array through every change in place.
    didSet { precondition(values.count == shape.reduce(1, *), "the shape fixes the count of values") }
  }

  /// Creates a tensor from its elements.
  ///
  /// - Precondition: no extent is negative, and `values` holds their product.
  public init(shape: [Int], values: [Float]) {
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count,
      "a tensor of shape \(shape) cannot hold \(values.count) values")
    self.shape = shape
    self.values = values
  }

  /// Creates a tensor with every element the same.
  public init(shape: [Int], repeating value: Float = 0) {
    self.init(shape: shape, values: Array(repeating: value, count: shape.reduce(1, *)))
  }

  /// The number of elements.
  public var count: Int { values.count }
}
