/// Conversions between `Float` and the two formats of 16 bits, by their bit patterns: `Float16` does not exist on
/// every platform that this package is built for.
enum HalfPrecision {
  /// IEEE 754 half precision to single; exact.
  static func single(fromHalf half: UInt16) -> Float {
    let sign = UInt32(half & 0x8000) << 16
    let exponent = UInt32(half >> 10) & 0x1F
    let fraction = UInt32(half & 0x3FF)
    switch exponent {
    case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    case 0:
      // A subnormal half is fraction * 2^-24, which a single holds exactly.
      let magnitude = Float(fraction) * 0x1p-24
      return sign == 0 ? magnitude : -magnitude
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }

  /// Single to IEEE 754 half precision, to nearest, ties to even; too large becomes infinite.
  static func half(fromSingle value: Float) -> UInt16 {
    let bits = value.bitPattern
    let sign = UInt16(bits >> 16) & 0x8000
    let magnitude = bits & 0x7FFF_FFFF
    if magnitude > 0x7F80_0000 { return sign | 0x7E00 }
    // 65520 is the midpoint between the largest half and what would follow it.
    if magnitude >= 0x477F_F000 { return sign | 0x7C00 }
    if magnitude < 0x3880_0000 {
      // Below the smallest normal half: count units of 2^-24.
      let units = (Float(bitPattern: magnitude) * 0x1p24).rounded(.toNearestOrEven)
      return sign | UInt16(units)
    }
    let rebased = magnitude - 112 << 23
    return sign | UInt16((rebased + 0xFFF + (rebased >> 13 & 1)) >> 13)
  }

  /// The upper half of a single to single; exact.
  static func single(fromBrain brain: UInt16) -> Float {
    Float(bitPattern: UInt32(brain) << 16)
  }

  /// Single to its upper half, to nearest, ties to even.
  static func brain(fromSingle value: Float) -> UInt16 {
    let bits = value.bitPattern
    if value.isNaN { return UInt16(bits >> 16) | 0x40 }
    return UInt16((UInt64(bits) + 0x7FFF + UInt64(bits >> 16 & 1)) >> 16)
  }
}
