/// WAV files made in a test, as sound or as crooked as the test wants.
struct WaveBytes {
  var formatTag = 1
  var bitsPerSample = 16
  var channelCount = 1
  var sampleRate = 22050
  /// What the data chunk claims to hold; nil for the truth.
  var declaredByteCount: Int?

  func callAsFunction(_ data: [UInt8]) -> [UInt8] {
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

  static func pcm16(_ samples: [Int16]) -> [UInt8] { samples.flatMap { little(Int($0), 2) } }

  static func float32(_ samples: [Float]) -> [UInt8] { samples.flatMap { little(Int($0.bitPattern), 4) } }

  private static func little(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
