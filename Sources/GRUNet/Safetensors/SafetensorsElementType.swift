/// The type of a tensor's elements as the file stores it, all little-endian.
public enum SafetensorsElementType: String, Sendable, Hashable, CaseIterable {
  /// One byte, 0 or 1.
  case boolean = "BOOL"
  /// Unsigned integer of 8 bits.
  case uint8 = "U8"
  /// Signed integer of 8 bits.
  case int8 = "I8"
  /// Unsigned integer of 16 bits.
  case uint16 = "U16"
  /// Signed integer of 16 bits.
  case int16 = "I16"
  /// Unsigned integer of 32 bits.
  case uint32 = "U32"
  /// Signed integer of 32 bits.
  case int32 = "I32"
  /// Unsigned integer of 64 bits.
  case uint64 = "U64"
  /// Signed integer of 64 bits.
  case int64 = "I64"
  /// IEEE 754 half precision: 5 bits of exponent, 10 of fraction.
  case float16 = "F16"
  /// The upper half of a single: 8 bits of exponent, 7 of fraction.
  case bfloat16 = "BF16"
  /// IEEE 754 single precision.
  case float32 = "F32"
  /// IEEE 754 double precision.
  case float64 = "F64"

  /// Bytes of one element: 1, 2, 4 or 8.
  public var byteCount: Int {
    switch self {
    case .boolean, .uint8, .int8: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    }
  }
}
