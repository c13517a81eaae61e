/// WAV files made in a test, as sound or as crooked as the test wants.
package struct WaveBytes {
  package var formatTag = 1
  package var bitsPerSample = 16
  package var channelCount = 1
  package var sampleRate = 22_050
  /// What the data chunk claims to hold; nil for the truth.
  package var declaredByteCount: Int?

  package init(
    formatTag: Int = 1, bitsPerSample: Int = 16, channelCount: Int = 1, sampleRate: Int = 22_050,
    declaredByteCount: Int? = nil
  ) {
    self.formatTag = formatTag
    self.bitsPerSample = bitsPerSample
    self.channelCount = channelCount
    self.sampleRate = sampleRate
    self.declaredByteCount = declaredByteCount
  }

  /// The file that holds these bytes of sound.
  package func callAsFunction(_ data: [UInt8]) -> [UInt8] {
    let block = channelCount * bitsPerSample / 8
    let declared = declaredByteCount ?? data.count
    var bytes =
      Array("RIFF".utf8) + Self.little(36 + declared, 4) + Array("WAVEfmt ".utf8) + Self.little(16, 4)
    for (value, width) in [
      (formatTag, 2), (channelCount, 2), (sampleRate, 4), (sampleRate &* block, 4), (block, 2),
      (bitsPerSample, 2),
    ] { bytes += Self.little(value, width) }
    return bytes + Array("data".utf8) + Self.little(declared, 4) + data
  }

  // Every machine that this runs on has the order of bytes that WAV files have.
  package static func pcm16(_ samples: [Int16]) -> [UInt8] {
    samples.withUnsafeBytes { Array($0) }
  }

  package static func float32(_ samples: [Float]) -> [UInt8] {
    samples.withUnsafeBytes { Array($0) }
  }

  private static func little(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
