import GenreAudio
import Testing

@Suite struct AudioSignalTests {
  @Test func monoIsTheMeanOfTheChannels() throws {
    let signal = try AudioSignal(samples: [1, 0, 0, 0.5, -1, 0.25], channelCount: 3, sampleRate: 8000)
    #expect(signal.mono().samples == [Float(1) / 3, Float(-0.25) / 3])
    #expect(signal.mono().channelCount == 1)
  }
}
