/// The entry of a tensor in the header of a safetensors file.
public struct SafetensorsEntry: Sendable, Hashable {
  /// The tensor's name, unique in its file.
  public let name: String
  /// The type of the elements as stored.
  public let elementType: SafetensorsElementType
  /// Extent of each dimension, slowest first; empty for a scalar.
  public let shape: [Int]
  /// The range of its bytes, counted from the end of the header.
  public let byteRange: Range<Int>

  /// The product of the shape.
  public var elementCount: Int { byteRange.count / elementType.byteCount }

  init(name: String, elementType: SafetensorsElementType, shape: [Int], byteRange: Range<Int>) {
    self.name = name
    self.elementType = elementType
    self.shape = shape
    self.byteRange = byteRange
  }

  /// Bytes that a shape takes, or nil where an extent is negative or the product does not fit an `Int`.
  static func byteCount(shape: [Int], elementType: SafetensorsElementType) -> Int? {
    var total = elementType.byteCount
    for extent in shape {
      let (product, overflow) = total.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else { return nil }
      total = product
    }
    return total
  }
}
