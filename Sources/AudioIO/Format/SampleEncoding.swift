/// How one sample is coded where each frame stands for itself, and what it is as a float.
///
/// The scales are those of libsndfile: full scale of an integer is 1, floats are taken as they are.
enum SampleEncoding: Equatable {
  /// 8 bits, 128 is silence.
  case unsigned8
  case int16, int24, int32
  /// 24 bits in the lower bytes of four.
  case paddedInt24
  case float32, float64
  /// ITU-T G.711, 8 bits each.
  case aLaw, muLaw

  /// The bytes of a sample.
  var width: Int {
    switch self {
    case .unsigned8, .aLaw, .muLaw: 1
    case .int16: 2
    case .int24: 3
    case .int32, .paddedInt24, .float32: 4
    case .float64: 8
    }
  }

  /// For people.
  var name: String {
    switch self {
    case .unsigned8: "8-bit PCM"
    case .int16: "16-bit PCM"
    case .int24, .paddedInt24: "24-bit PCM"
    case .int32: "32-bit PCM"
    case .float32: "32-bit float"
    case .float64: "64-bit float"
    case .aLaw: "A-law"
    case .muLaw: "mu-law"
    }
  }

  /// Decodes whole samples; `output` holds as many values as `bytes` has samples.
  func decode(
    _ bytes: UnsafeRawBufferPointer, isBigEndian: Bool, into output: UnsafeMutableBufferPointer<Float>
  ) {
    let count = bytes.count / width
    precondition(output.count >= count, "the output is too short")
    switch self {
    case .unsigned8: for index in 0..<count { output[index] = (Float(bytes[index]) - 128) / 128 }
    case .aLaw: for index in 0..<count { output[index] = Self.aLawValues[Int(bytes[index])] }
    case .muLaw: for index in 0..<count { output[index] = Self.muLawValues[Int(bytes[index])] }
    case .int16: fill(output, count) { Float(Int16(bitPattern: Self.load(bytes, $0, isBigEndian))) / 0x8000 }
    case .int24: fill(output, count) { Self.float24(bytes, 3 * $0, isBigEndian) }
    case .paddedInt24:
      fill(output, count) {
        Float(Int32(bitPattern: Self.load(bytes, $0, isBigEndian) << 8)) / 0x8000_0000
      }
    case .int32:
      fill(output, count) { Float(Int32(bitPattern: Self.load(bytes, $0, isBigEndian))) / 0x8000_0000 }
    case .float32: fill(output, count) { Float(bitPattern: Self.load(bytes, $0, isBigEndian)) }
    case .float64: fill(output, count) { Float(Double(bitPattern: Self.load(bytes, $0, isBigEndian))) }
    }
  }

  @inline(__always)
  private func fill(
    _ output: UnsafeMutableBufferPointer<Float>, _ count: Int, _ value: (Int) -> Float
  ) {
    for index in 0..<count { output[index] = value(index) }
  }

  @inline(__always)
  private static func load<Word: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, _ index: Int, _ isBigEndian: Bool
  ) -> Word {
    let word = bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Word>.size, as: Word.self)
    return isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)
  }

  @inline(__always)
  private static func float24(_ bytes: UnsafeRawBufferPointer, _ offset: Int, _ isBigEndian: Bool) -> Float {
    let (low, middle, high) = (
      UInt32(bytes[isBigEndian ? offset + 2 : offset]), UInt32(bytes[offset + 1]),
      UInt32(bytes[isBigEndian ? offset : offset + 2])
    )
    // In the upper bytes, so that the sign is where it belongs.
    return Float(Int32(bitPattern: high << 24 | middle << 16 | low << 8)) / 0x8000_0000
  }

  /// G.711: sign, three bits of exponent, four of mantissa, all inverted; 14 bits, in the upper part of 16.
  private static let muLawValues: [Float] = (0..<256).map { code in
    let bits = ~code & 0xFF
    let magnitude = ((bits & 15) << 3 + 0x84) << (bits >> 4 & 7) - 0x84
    return Float(bits & 0x80 != 0 ? -magnitude : magnitude) / 0x8000
  }

  /// G.711: sign, three bits of exponent, four of mantissa, every second one inverted; 13 bits in the upper part of 16.
  private static let aLawValues: [Float] = (0..<256).map { code in
    let bits = code ^ 0x55
    let exponent = bits >> 4 & 7
    let mantissa = (bits & 15) << 4 + 8
    let magnitude = exponent == 0 ? mantissa : (mantissa + 0x100) << (exponent - 1)
    return Float(bits & 0x80 != 0 ? magnitude : -magnitude) / 0x8000
  }
}
