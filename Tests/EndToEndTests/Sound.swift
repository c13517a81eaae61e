import Foundation

/// Sounds made for a test, and the WAV files that hold them.
enum Sound {
  /// A tone with harmonics and a pulse: enough like music to be heard as something.
  static func tune(seconds: Double, rate: Double = 22_050, pitch: Double = 220, beat: Double = 2) -> [Float] {
    (0..<Int(seconds * rate)).map { index in
      let time = Double(index) / rate
      let pulse = exp(-4 * (time * beat).truncatingRemainder(dividingBy: 1))
      let tone = (1...6).reduce(0.0) { $0 + sin(2 * .pi * pitch * Double($1) * time) / Double($1) }
      return Float(0.25 * pulse * tone)
    }
  }

  /// White noise from a fixed seed.
  static func noise(seconds: Double, rate: Double = 22_050, level: Float = 0.1, seed: UInt64 = 1) -> [Float] {
    var state = seed
    return (0..<Int(seconds * rate)).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return level * (Float(state >> 40) / Float(1 << 23) - 1)
    }
  }

  /// A WAV file of 16-bit samples, the same in every channel.
  static func wav(_ samples: [Float], rate: UInt32 = 22_050, channels: UInt16 = 1) -> Data {
    var bytes = header(
      format: 1, bits: 16, dataSize: UInt32(samples.count * 2 * Int(channels)), rate: rate, channels: channels
    )
    for sample in samples {
      let value = Int16(max(-1, min(1, sample)) * 32_767)
      for _ in 0..<channels { bytes.append(value) }
    }
    return bytes
  }

  /// A WAV file of 32-bit floats, which may be anything.
  static func floatWAV(_ samples: [Float], rate: UInt32 = 22_050) -> Data {
    var bytes = header(format: 3, bits: 32, dataSize: UInt32(samples.count * 4), rate: rate, channels: 1)
    for sample in samples { bytes.append(sample.bitPattern) }
    return bytes
  }

  /// The 44 bytes in front of the samples.
  static func header(
    format: UInt16, bits: UInt16, dataSize: UInt32, rate: UInt32, channels: UInt16
  ) -> Data {
    var bytes = Data("RIFF".utf8)
    bytes.append(36 &+ dataSize)
    bytes += Data("WAVEfmt ".utf8)
    bytes.append(UInt32(16))
    bytes.append(format)
    bytes.append(channels)
    bytes.append(rate)
    bytes.append(rate &* UInt32(channels) &* UInt32(bits / 8))
    bytes.append(channels &* (bits / 8))
    bytes.append(bits)
    bytes += Data("data".utf8)
    bytes.append(dataSize)
    return bytes
  }
}

extension Data {
  fileprivate mutating func append(_ value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
