import Foundation

/// Sounds made for a test, and the WAV files that hold them.
package enum Sound {
  /// A tone with harmonics and a pulse: enough like music to be heard as something.
  package static func tune(
    seconds: Double, rate: Double = 22_050, pitch: Double = 220, beat: Double = 2
  ) -> [Float] {
    (0..<Int(seconds * rate)).map { index in
      let time = Double(index) / rate
      let pulse = exp(-4 * (time * beat).truncatingRemainder(dividingBy: 1))
      let tone = (1...6).reduce(0.0) { $0 + sin(2 * .pi * pitch * Double($1) * time) / Double($1) }
      return Float(0.25 * pulse * tone)
    }
  }

  /// White noise from a fixed seed.
  package static func noise(
    seconds: Double, rate: Double = 22_050, level: Float = 0.1, seed: UInt64 = 1
  ) -> [Float] {
    var state = seed
    return (0..<Int(seconds * rate)).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return level * (Float(state >> 40) / Float(1 << 23) - 1)
    }
  }

  /// A WAV file of 16-bit samples, the same in every channel.
  package static func wav(_ samples: [Float], rate: Int = 22_050, channels: Int = 1) -> Data {
    var values: [Int16] = []
    values.reserveCapacity(samples.count * channels)
    for sample in samples {
      for _ in 0..<channels { values.append(Int16(max(-1, min(1, sample)) * 32_767)) }
    }
    return Data(WaveBytes(channelCount: channels, sampleRate: rate)(WaveBytes.pcm16(values)))
  }

  /// A WAV file of 32-bit floats, which may be anything.
  package static func floatWAV(_ samples: [Float], rate: Int = 22_050) -> Data {
    Data(WaveBytes(formatTag: 3, bitsPerSample: 32, sampleRate: rate)(WaveBytes.float32(samples)))
  }
}
