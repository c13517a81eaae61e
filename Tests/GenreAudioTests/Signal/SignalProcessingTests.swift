import GenreAudio
import GenreTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Gain, tilt, noise and speed") struct SignalProcessingTests {
  private func tone(_ frequency: Double, rate: Double = 22_050, seconds: Double = 2) throws -> AudioSignal {
    let samples = (0..<Int(rate * seconds)).map {
      Float(0.25 * sin(2 * .pi * frequency * Double($0) / rate))
    }
    return try AudioSignal(samples: samples, channelCount: 1, sampleRate: rate)
  }

  /// The level in dB of full scale, of samples that are settled.
  private func level(_ signal: AudioSignal) -> Double {
    let samples = signal.samples.dropFirst(2000).dropLast(2000)
    return 10 * log10(samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count))
  }

  @Test(arguments: [-20.0, -6, 0, 12]) func gainIsWhatTheLevelChangesBy(_ decibels: Double) throws {
    let signal = try tone(440)
    #expect(abs(level(signal.amplified(byDecibels: decibels)) - level(signal) - decibels) < 1e-4)
  }

  @Test(
    "The tilt's gain at a frequency is that of the formula, bent by the bilinear transform",
    arguments: [20.0, 250, 1000, 4000, 9000], [6.0, -6])
  func tilt(frequency: Double, decibels: Double) throws {
    let signal = try tone(frequency)
    let (gain, ratio) = (pow(10, decibels / 20), tan(.pi * frequency / 22_050) / tan(.pi * 1000 / 22_050))
    let expected = 10 * log10((gain * gain * ratio * ratio + 1) / (ratio * ratio + gain * gain))
    #expect(abs(level(try signal.tilted(byDecibels: decibels)) - level(signal) - expected) < 0.02)
    if frequency == 1000 { #expect(abs(expected) < 1e-9) }
    if frequency == 20 { #expect(abs(expected + decibels) < 0.05) }
    if frequency == 9000 { #expect(abs(expected - decibels) < 0.1) }
  }

  @Test(
    "A room passes 150 to 7,000 Hz; far outside the level falls by 12 dB an octave",
    arguments: [(20.0, -35.0), (40, -23), (1000, 0), (9_500, -8)])
  func roomBand(frequency: Double, expected: Double) throws {
    let signal = try tone(frequency, rate: 44_100)
    // Reverberation adds or takes some decibels at a single frequency.
    #expect(abs(level(signal.recordedInRoom()) - level(signal) - expected) < 6)
  }

  @Test func aRoomReverberatesForFourTenthsOfASecond() throws {
    let click = try AudioSignal(
      samples: [1] + [Float](repeating: 0, count: 44_099), channelCount: 1, sampleRate: 44_100)
    let answer = click.recordedInRoom().samples
    func energy(_ range: Range<Int>) -> Double { answer[range].reduce(0) { $0 + Double($1) * Double($1) } }
    // 60 dB in 0.4 s: 15 dB in a tenth of a second.
    let (early, late) = (energy(4_410..<8_820), energy(13_230..<17_640))
    #expect(abs(10 * log10(early / late) - 30) < 4)
    // About as strong as the direct sound less 3 dB.
    #expect(abs(10 * log10(energy(800..<44_100) / energy(0..<800)) + 3) < 3)
    #expect(answer == click.recordedInRoom().samples)
  }

  @Test func tiltsUndoOneAnotherAndKeepChannelsApart() throws {
    let (left, right) = (try tone(300), try tone(3000))
    let both = try AudioSignal(
      samples: zip(left.samples, right.samples).flatMap { [$0, $1] }, channelCount: 2, sampleRate: 22_050)
    let tilted = try both.tilted(byDecibels: 6)
    let alone = try left.tilted(byDecibels: 6)
    #expect(stride(from: 0, to: tilted.samples.count, by: 2).map { tilted.samples[$0] } == alone.samples)
    let back = try tilted.tilted(byDecibels: -6)
    #expect(zip(back.samples, both.samples).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test(arguments: [0, -1, 4000, Double.nan]) func pivotsOutsideTheSpectrumAreRefused(_ pivot: Double) throws
  {
    let signal = try tone(100, rate: 8000)
    let error = #expect(throws: AudioError.self) { try signal.tilted(byDecibels: 3, around: pivot) }
    #expect(error?.code == .invalidArgument)
  }

  @Test(arguments: [0.0, 10, 20, 40]) func noiseIsAsFarBelowTheSoundAsItSays(_ ratio: Double) throws {
    let signal = try tone(440)
    var generator = SeededGenerator(seed: 7)
    let noisy = signal.withNoise(signalToNoise: ratio, using: &generator)
    let noise = try AudioSignal(
      samples: zip(noisy.samples, signal.samples).map { $0 - $1 }, channelCount: 1, sampleRate: 22_050)
    #expect(abs(level(signal) - level(noise) - ratio) < 0.2)
    let mean = noise.samples.reduce(0, +) / Float(noise.samples.count)
    #expect(abs(mean) < 0.02 * Float(pow(10, level(noise) / 20)))
  }

  @Test func noiseIsWhiteAndRepeatable() throws {
    let signal = try tone(440)
    var (first, second, other) = (
      SeededGenerator(seed: 1), SeededGenerator(seed: 1), SeededGenerator(seed: 2)
    )
    let noisy = signal.withNoise(signalToNoise: 20, using: &first)
    #expect(noisy == signal.withNoise(signalToNoise: 20, using: &second))
    #expect(noisy != signal.withNoise(signalToNoise: 20, using: &other))
    let noise = zip(noisy.samples, signal.samples).map { Double($0 - $1) }
    let power = noise.reduce(0) { $0 + $1 * $1 }
    for lag in [1, 2, 3, 10] {
      let correlation = zip(noise, noise.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 } / power
      #expect(abs(correlation) < 0.02)
    }
  }

  @Test func silenceStaysSilent() throws {
    let silence = try AudioSignal(
      samples: [Float](repeating: 0, count: 101), channelCount: 1, sampleRate: 8000)
    var generator = SeededGenerator(seed: 1)
    #expect(silence.withNoise(signalToNoise: 20, using: &generator) == silence)
  }

  @Test("Played faster: higher and shorter by the same ratio", arguments: [pow(2, 1.0 / 12), 0.5, 2])
  func speed(ratio: Double) throws {
    let played = try tone(440).played(atSpeed: ratio)
    #expect(played.sampleRate == 22_050)
    #expect(abs(Double(played.frameCount) - 44_100 / ratio) <= 1)
    let crossings = zip(played.samples, played.samples.dropFirst()).count { $0 < 0 && $1 >= 0 }
    #expect(abs(Double(crossings) / played.duration - 440 * ratio) < 2)
  }

  @Test(arguments: [0, -1, Double.nan]) func absurdSpeedsAreRefused(_ ratio: Double) throws {
    let signal = try tone(100)
    #expect(throws: AudioError.self) { try signal.played(atSpeed: ratio) }
  }

  @Test func theBeginningOfAnInputIsTheBeginningOfTheWhole() throws {
    let whole = try AudioDecoder().decode(contentsOf: Fixture.path("stereo.flac")).signal
    let beginning = try AudioDecoder().decode(.file(path: Fixture.path("stereo.flac")), first: 0.05).signal
    #expect(beginning.duration == 0.05)
    #expect(beginning.samples[...] == whole.samples.prefix(beginning.samples.count))
  }
}
