import GenreAudio
import GenreTestSupport
import Testing

/// Going to a time of an input, instead of decoding up to it.
@Suite struct SeekTests {
  /// What has no reader that can, or does not end where it says.
  private static let unseekable: Set = ["flac.oga", "cut.mp3"]

  /// To the bit; where layer III is decoded from another frame on, sums may round differently.
  @Test(arguments: Fixture.all) func whatFollowsIsWhatLiesThere(_ fixture: Fixture) throws {
    let whole = try AudioDecoder().stream(.file(path: fixture.path)).readToEnd()
    let stream = try AudioDecoder().stream(.file(path: fixture.path))
    let duration = try stream.seekableDuration()
    #expect((duration == nil) == Self.unseekable.contains(fixture.name))
    if let duration {
      #expect(Int((duration * fixture.sampleRate).rounded()) == whole.count)
      for part in [0.9, 0, 0.31, 0.77, 0.5] {
        try expectSamples(of: stream, at: part * duration, equal: whole)
      }
    }
    try stream.restart()
    #expect(try stream.readToEnd() == whole)
  }

  private func expectSamples(of stream: AudioStream, at time: Double, equal whole: [Float]) throws {
    try #require(try stream.seek(to: time))
    let start = Int((time * stream.sampleRate).rounded())
    #expect(stream.position == start)
    var samples = [Float](repeating: .nan, count: min(5000, whole.count - start))
    #expect(try stream.read(into: &samples) == samples.count)
    #expect(zip(samples, whole[start...]).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  /// Mixed down and resampled, but for the moment in which the resampler begins.
  @Test func channelsAndRatesAreConverted() throws {
    let sound = zip(
      Sound.tune(seconds: 9, rate: 44_100), Sound.tune(seconds: 9, rate: 44_100, pitch: 330, beat: 3)
    ).flatMap { [$0, $1] }
    let bytes = WaveBytes(channelCount: 2, sampleRate: 44_100)(
      WaveBytes.pcm16(sound.map { Int16($0 * 32_767) }))
    let whole = try AudioDecoder().stream(.bytes(bytes), resampledTo: 22_050).readToEnd()
    let stream = try AudioDecoder().stream(.bytes(bytes), resampledTo: 22_050)
    #expect(try stream.seekableDuration() == 9)
    for time in [5.0, 2] {
      try #require(try stream.seek(to: time))
      var samples = [Float](repeating: 0, count: 22_050)
      #expect(try stream.read(into: &samples) == samples.count)
      let there = whole[Int(time * 22_050)...]
      #expect(zip(samples, there).dropFirst(200).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }

  @Test func whatIsCutIsNotGoneThrough() throws {
    let bytes = WaveBytes(declaredByteCount: 80_000)(
      WaveBytes.pcm16((0..<20_000).map { Int16(truncatingIfNeeded: $0 * 7) }))
    let fresh = try AudioDecoder().stream(.bytes(bytes))
    let whole = try fresh.readToEnd()
    let stream = try AudioDecoder().stream(.bytes(bytes))
    #expect(try stream.seekableDuration() == nil)
    try stream.restart()
    #expect(try stream.readToEnd() == whole)
    #expect(stream.warnings == fresh.warnings && !fresh.warnings.isEmpty)
  }

  @Test func limitsHold() throws {
    var decoder = AudioDecoder()
    decoder.limits.maximumDuration = 2
    let stream = try decoder.stream(.bytes([UInt8](Sound.wav(Sound.noise(seconds: 3)))))
    let error = #expect(throws: AudioError.self) { try stream.seekableDuration() }
    #expect(error?.code == .limitExceeded)
  }
}
