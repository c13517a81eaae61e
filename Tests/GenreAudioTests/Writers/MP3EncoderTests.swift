import GenreAudio
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("MP3 at a bit rate", .enabled(if: MP3Encoder.isAvailable, "this libsndfile writes no MP3"))
struct MP3EncoderTests {
  private func chord(rate: Double, channelCount: Int, seconds: Double = 5) throws -> AudioSignal {
    let samples = (0..<Int(rate * seconds)).flatMap { frame in
      (0..<channelCount).map { channel in
        let time = Double(frame) / rate
        return Float(
          0.2 * sin(2 * .pi * 330 * time) + 0.1 * sin(2 * .pi * (500 + 70 * Double(channel)) * time))
      }
    }
    return try AudioSignal(samples: samples, channelCount: channelCount, sampleRate: rate)
  }

  @Test(
    "The bytes a second are those of the bit rate, to the frame",
    arguments: [8_000.0, 16_000, 22_050, 32_000, 44_100, 48_000], [1, 2])
  func bitRate(rate: Double, channelCount: Int) throws {
    let signal = try chord(rate: rate, channelCount: channelCount)
    let bytes = try MP3Encoder(bitRate: 32_000).encode(signal)
    // A frame that describes the file comes on top, and up to three for the encoder's delay and the padding.
    let frame = (rate < 32_000 ? 576 : 1152) / rate
    #expect((0...4 * frame).contains(Double(bytes.count) * 8 / 32_000 - signal.duration))
  }

  @Test(
    "What comes back is the same sound: channels, rate, length and, below the cut, the wave",
    arguments: [22_050.0, 44_100], [1, 2])
  func roundTrip(rate: Double, channelCount: Int) throws {
    let signal = try chord(rate: rate, channelCount: channelCount)
    let back = try AudioDecoder().decode(MP3Encoder(bitRate: 64_000).encode(signal)).signal
    #expect(back.channelCount == channelCount && back.sampleRate == rate)
    #expect(abs(back.duration - signal.duration) < 0.1)
    func power(_ signal: AudioSignal) -> Double {
      signal.samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(signal.samples.count)
    }
    #expect(abs(10 * log10(power(back) / power(signal))) < 0.5)
  }

  @Test func oddRatesAndManyChannelsAreConverted() throws {
    for (rate, channelCount, expected) in [(96_000.0, 1, 48_000.0), (37_800, 6, 44_100), (6_000, 1, 8_000)] {
      let bytes = try MP3Encoder(bitRate: 32_000).encode(
        chord(rate: rate, channelCount: channelCount, seconds: 1))
      let back = try AudioDecoder().decode(bytes).signal
      #expect(back.sampleRate == expected && back.channelCount == 1)
    }
  }

  @Test(arguments: [(44_100.0, 24_000), (44_100, 400_000), (8_000, 128_000), (22_050, 0)])
  func ratesThatMP3LacksAreRefused(rate: Double, bitRate: Int) throws {
    let signal = try chord(rate: rate, channelCount: 1, seconds: 0.5)
    let error = #expect(throws: AudioError.self) { try MP3Encoder(bitRate: bitRate).encode(signal) }
    #expect(error?.code == .invalidArgument)
  }
}
