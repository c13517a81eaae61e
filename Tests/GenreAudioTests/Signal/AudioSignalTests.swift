import GenreAudio
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct AudioSignalTests {
  @Test func monoIsTheMeanOfTheChannels() throws {
    let signal = try AudioSignal(samples: [1, 0, 0, 0.5, -1, 0.25], channelCount: 3, sampleRate: 8000)
    #expect(signal.mono().samples == [Float(1) / 3, Float(-0.25) / 3])
    #expect(signal.mono().channelCount == 1)
    #expect(signal.frameCount == 2)
    #expect(signal.duration == 2.0 / 8000)
  }

  @Test(arguments: [1, 2, 3, 8, 300]) func monoOfEqualChannelsIsEachOfThem(_ channelCount: Int) throws {
    let wave: [Float] = (0..<1000).map { Float($0 % 17) / 32 - 0.25 }
    let samples = wave.flatMap { [Float](repeating: $0, count: channelCount) }
    let mono = try AudioSignal(samples: samples, channelCount: channelCount, sampleRate: 8000).mono()
    #expect(mono.samples.count == 1000)
    for (mixed, one) in zip(mono.samples, wave) { #expect(abs(mixed - one) < 1e-5) }
  }

  @Test func nonsenseIsRefused() {
    #expect(throws: AudioError.self) { try AudioSignal(samples: [], channelCount: 0, sampleRate: 1) }
    #expect(throws: AudioError.self) { try AudioSignal(samples: [1, 2, 3], channelCount: 2, sampleRate: 1) }
    for rate in [0, -1, Double.nan, .infinity] {
      #expect(throws: AudioError.self) { try AudioSignal(samples: [], channelCount: 1, sampleRate: rate) }
    }
  }

  @Test(arguments: [0, -44100, 1, 1e9, Double.nan, .infinity])
  func absurdRatesAreRefused(_ rate: Double) throws {
    let signal = try AudioSignal(samples: [0, 1], channelCount: 1, sampleRate: 44100)
    let error = #expect(throws: AudioError.self) { try signal.resampled(to: rate) }
    #expect(error?.code == .invalidArgument)
  }

  @Test(arguments: [1, 2, 100, 44_100, 44_101], [8000, 22_050, 44_100, 48_000, 16_000.5])
  func resampledLengthIsTheCeiling(_ frameCount: Int, _ rate: Double) throws {
    let signal = try AudioSignal(
      samples: [Float](repeating: 0.1, count: frameCount), channelCount: 1, sampleRate: 44100)
    let expected = Int((Double(frameCount) * (rate / 44100)).rounded(.up))
    #expect(try signal.resampled(to: rate).frameCount == expected)
  }

  /// A tone below both Nyquist frequencies comes out as the tone, in every channel.
  @Test func resamplingKeepsATone() throws {
    func tone(_ rate: Double, _ count: Int, _ pitch: Double) -> [Float] {
      (0..<count).map { Float(0.5 * sin(2 * Double.pi * pitch * Double($0) / rate)) }
    }
    let (low, high) = (tone(44100, 44100, 440), tone(44100, 44100, 3000))
    let interleaved = zip(low, high).flatMap { [$0, $1] }
    let signal = try AudioSignal(samples: interleaved, channelCount: 2, sampleRate: 44100).resampled(
      to: 22050)
    let (wantedLow, wantedHigh) = (tone(22050, 22050, 440), tone(22050, 22050, 3000))
    // The ends ring, as the filter sees silence beyond them.
    for frame in 2000..<20000 {
      #expect(abs(signal.samples[frame * 2] - wantedLow[frame]) < 1e-4)
      #expect(abs(signal.samples[frame * 2 + 1] - wantedHigh[frame]) < 1e-4)
    }
  }
}
