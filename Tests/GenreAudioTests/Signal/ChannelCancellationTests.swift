import GenreAudio
import GenreTestSupport
import Testing

/// Channels that cancel each other when they are mixed down are not lost, and all others are mixed as ever.
@Suite("Channels that cancel each other") struct ChannelCancellationTests {
  private let rate = 8000.0

  private func noise(_ seconds: Double, seed: UInt64 = 1, level: Float = 0.3) -> [Float] {
    Sound.noise(seconds: seconds, rate: rate, level: level, seed: seed)
  }

  private func interleaved(_ channels: [[Float]]) -> [Float] {
    channels[0].indices.flatMap { frame in channels.map { $0[frame] } }
  }

  private func mean(_ channels: [[Float]]) -> [Float] {
    channels[0].indices.map { frame in
      let sum = channels.dropFirst().reduce(channels[0][frame]) { $0 + $1[frame] }
      return channels.count == 2 ? sum * 0.5 : sum / Float(channels.count)
    }
  }

  /// The sound of a WAV file of these channels as a stream gives it.
  private func streamed(_ channels: [[Float]], blockLength: Int = 5000) throws
    -> (samples: [Float], warnings: [AudioWarning.Code])
  {
    let bytes = WaveBytes(
      formatTag: 3, bitsPerSample: 32, channelCount: channels.count, sampleRate: Int(rate))(
        WaveBytes.float32(interleaved(channels)))
    return try streamed(bytes, blockLength: blockLength)
  }

  private func streamed(_ bytes: [UInt8], blockLength: Int = 5000) throws
    -> (samples: [Float], warnings: [AudioWarning.Code])
  {
    let stream = try AudioDecoder().stream(.bytes(bytes))
    var samples: [Float] = []
    var block = [Float](repeating: 0, count: blockLength)
    while true {
      let count = try stream.read(into: &block)
      guard count > 0 else { return (samples, stream.warnings.map(\.code)) }
      samples += block[..<count]
    }
  }

  @Test("The left channel stands for both where the right is its opposite", arguments: [1, 777, 40_000])
  func opposite(blockLength: Int) throws {
    let left = noise(7.3)
    let (samples, warnings) = try streamed([left, left.map { -$0 }], blockLength: blockLength)
    #expect(samples == left && warnings == [.phase])
  }

  @Test("Of four channels that cancel in pairs, the loudest is used")
  func four() throws {
    let (soft, loud) = (noise(5, level: 0.1), noise(5, seed: 2, level: 0.4))
    let channels = [soft, soft.map { -$0 }, loud.map { -$0 }, loud]
    let (samples, warnings) = try streamed(channels)
    #expect(samples == channels[2] && warnings == [.phase])
  }

  @Test("Samples in memory are mixed as a stream is")
  func inMemory() throws {
    let (left, other) = (noise(10), noise(10, seed: 3))
    // Opposite for the first half alone.
    let right = left.indices.map { $0 < 40_000 ? -left[$0] : other[$0] }
    let signal = try AudioSignal(samples: interleaved([left, right]), channelCount: 2, sampleRate: rate)
    let (samples, warnings) = try streamed([left, right])
    #expect(signal.mono().samples == samples && warnings == [.phase])
    #expect(Array(samples[..<24_000]) == Array(left[..<24_000]))
    #expect(Array(samples[48_000...]) == Array(mean([left, right])[48_000...]))
  }

  @Test("Ordinary channels are mixed to the bit, and nothing is said of them")
  func ordinary() throws {
    let (one, two, silence) = (noise(7), noise(7, seed: 2), [Float](repeating: 0, count: 56_000))
    let wide = zip(one, two).map { ($0 + $1 * 0.1, -$0 + $1 * 0.1) }
    let cases = [
      [one, two], [one, silence], [silence, silence], [wide.map(\.0), wide.map(\.1)],
      (0..<8).map { noise(7, seed: UInt64($0)) }, [one] + Array(repeating: silence, count: 63),
    ]
    for channels in cases {
      let (samples, warnings) = try streamed(channels)
      #expect(samples == mean(channels) && warnings.isEmpty, "\(channels.count) channels")
    }
  }

  @Test("A moment in which channels cancel changes nothing")
  func moment() throws {
    let (left, other) = (noise(9), noise(9, seed: 2))
    let right = left.indices.map { (30_000..<34_000).contains($0) ? -left[$0] : other[$0] }
    let (samples, warnings) = try streamed([left, right])
    #expect(samples == mean([left, right]) && warnings.isEmpty)
  }

  @Test("Opposites at -90 dB are no sound that could be lost")
  func soft() throws {
    let left = noise(4, level: 0.000_01)
    let (samples, warnings) = try streamed([left, left.map { -$0 }])
    #expect(samples.allSatisfy { $0 == 0 } && warnings.isEmpty)
  }

  @Test(
    "An MP3 whose channels cancel is not mixed before its spectra are transformed",
    .enabled(if: MP3Encoder.isAvailable, "this libsndfile writes no MP3"), arguments: [0.0, 2])
  func layerIII(silence: Double) throws {
    let left = [Float](repeating: 0, count: Int(44_100 * silence)) + Sound.tune(seconds: 5, rate: 44_100)
    let bytes = try MP3Encoder(bitRate: 128_000).encode(
      AudioSignal(samples: interleaved([left, left.map { -$0 }]), channelCount: 2, sampleRate: 44_100))
    try #require(try MPEGMixing(bytes: bytes).isExact)
    let (samples, warnings) = try streamed(bytes)
    #expect(warnings == [.phase])
    let power = { (samples: [Float]) in samples.reduce(0) { $0 + $1 * $1 } }
    // LAME makes all sound 0.4 dB softer.
    #expect((0.85...1.05).contains(power(samples) / power(left)))
  }
}
