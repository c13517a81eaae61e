import GenreAudio
import GenreTestSupport
import Testing

/// WAVE files one behind another in one: by `cat`, or by a recorder that begins anew each time it is started.
@Suite struct JoinedWaveTests {
  private let decoder = AudioDecoder()
  private let first = (0..<3000).map { Int16($0 % 700) }
  private let second = (0..<2001).map { Int16(-$0 % 900) }

  private var expected: [Float] { (first + second).map { Float($0) / 32_768 } }

  private func expectBoth(_ bytes: [UInt8], at location: SourceLocation = #_sourceLocation) throws {
    let decoded = try decoder.decode(bytes)
    #expect(decoded.signal.samples == expected, "\(decoded.signal.frameCount)", sourceLocation: location)
    #expect(decoded.warnings.map(\.code) == [.severalRecordings], sourceLocation: location)
  }

  private func wave(_ samples: [Int16], declared: Int? = nil) -> [UInt8] {
    WaveBytes(declaredByteCount: declared)(WaveBytes.pcm16(samples))
  }

  @Test func joinedByCat() throws {
    try expectBoth(wave(first) + wave(second))
    let bw64 = WaveFileBytes(kind: .bw64)
    try expectBoth(bw64(WaveBytes.pcm16(first)) + bw64(WaveBytes.pcm16(second)))
    try expectBoth(wave(first) + bw64(WaveBytes.pcm16(second)))
    let wave64 = WaveFileBytes(kind: .wave64)
    try expectBoth(wave64(WaveBytes.pcm16(first)) + wave64(WaveBytes.pcm16(second)))
  }

  /// Headers that never got their lengths: each recording ends where the next begins.
  @Test(arguments: [0, 0xFFFF_FFFF, 0x7FFF_F000]) func lengthsThatAreNotKnown(_ declared: Int) throws {
    try expectBoth(wave(first, declared: declared) + wave(second, declared: declared))
    try expectBoth(wave(first, declared: declared) + wave(second))
  }

  @Test func whatLiesBetweenIsPassedOver() throws {
    let tags = Array("LIST".utf8) + [4, 0, 0, 0] + Array("INFO".utf8)
    for between in [
      tags, [UInt8](repeating: 0, count: 512), [UInt8](repeating: 0, count: 514), [1, 2, 3, 4, 5, 6, 7],
    ] {
      try expectBoth(wave(first) + between + wave(second))
    }
  }

  /// A header a chunk.
  @Test func manyRecordings() throws {
    let bytes = (0..<300).flatMap { wave([Int16](repeating: Int16($0), count: 50)) }
    let decoded = try decoder.decode(bytes)
    #expect(decoded.signal.samples == (0..<300).flatMap { [Float](repeating: Float($0) / 32_768, count: 50) })
    #expect(decoded.warnings.map(\.code) == [.severalRecordings])
    #expect(try decoder.stream(.bytes(bytes)).readToEnd() == decoded.signal.samples)
  }

  @Test func theLastOneMayBeCut() throws {
    let decoded = try decoder.decode(wave(first) + wave(second).dropLast(2000))
    #expect(decoded.signal.samples == Array(expected.dropLast(1000)))
    #expect(Set(decoded.warnings.map(\.code)) == [.severalRecordings, .truncated])
  }

  /// Other encodings and channels are no hindrance.
  @Test func partsOfOtherKinds() throws {
    let adpcm = try Fixture.bytes("adpcm.wav")
    let alone = try decoder.decode(adpcm).signal.samples
    let floats = WaveBytes(formatTag: 3, bitsPerSample: 32)(WaveBytes.float32([0.5, -0.25]))
    let decoded = try decoder.decode(floats + adpcm + floats)
    #expect(decoded.signal.samples == [0.5, -0.25] + alone + [0.5, -0.25])
    #expect(decoded.warnings.map(\.code) == [.severalRecordings])
  }

  /// All parts are used, each resampled from its own rate.
  @Test func partsOfOtherRatesAndChannels() throws {
    let tune = Sound.tune(seconds: 1)
    let fast = Array(Sound.wav(Sound.tune(seconds: 1, rate: 44_100), rate: 44_100, channels: 2))
    let stream = try decoder.stream(.bytes(Array(Sound.wav(tune)) + fast))
    let samples = try stream.readToEnd()
    #expect(samples.count == 44_100)
    #expect(
      zip(samples.dropFirst(22_050 + 500).prefix(20_000), tune.dropFirst(500)).allSatisfy {
        abs($0 - $1) < 0.02
      })
    #expect(Set(stream.warnings.map(\.code)) == [.severalRecordings, .formatChange])
  }
}
