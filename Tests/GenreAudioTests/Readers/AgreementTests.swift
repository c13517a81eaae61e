import GenreAudio
import Testing

/// Path, bytes and stream are one decoder: the same samples bit for bit, whatever the block size. Only where a stream
/// mixes the channels of an MP3 before it transforms them back do its sums round differently.
@Suite struct AgreementTests {
  @Test(arguments: Fixture.all) func allWaysGiveTheSameSamples(_ fixture: Fixture) throws {
    let decoder = AudioDecoder()
    let ofPath = try decoder.decode(contentsOf: fixture.path)
    let ofBytes = try decoder.decode(try fixture.bytes())
    #expect(ofPath == ofBytes)
    let atOnce = try ofPath.signal.mono().resampled(to: 22050).samples
    let streamed = try stream(.bytes(try fixture.bytes()), 333)
    expectEqual(streamed, atOnce, fixture)
    for blockLength in [1, 7, 1000, 65_536] {
      #expect(try stream(.file(path: fixture.path), blockLength) == streamed)
    }
  }

  @Test(arguments: Fixture.all) func withoutResamplingItIsTheMonoSignal(_ fixture: Fixture) throws {
    let decoder = AudioDecoder()
    let mono = try decoder.decode(contentsOf: fixture.path).signal.mono()
    let stream = try decoder.stream(.file(path: fixture.path))
    #expect(stream.sampleRate == fixture.sampleRate)
    expectEqual(try stream.readToEnd(), mono.samples, fixture)
    #expect(stream.position == mono.frameCount)
  }

  /// To the bit, or to a few millionths where layer III may have been mixed early.
  private func expectEqual(_ streamed: [Float], _ atOnce: [Float], _ fixture: Fixture) {
    guard fixture.encoding.hasSuffix("layer III"), fixture.channelCount == 2 else {
      #expect(streamed == atOnce)
      return
    }
    #expect(streamed.count == atOnce.count)
    #expect(zip(streamed, atOnce).allSatisfy { abs($0 - $1) < 2e-6 })
  }

  private func stream(_ source: AudioSource, _ blockLength: Int) throws -> [Float] {
    let stream = try AudioDecoder().stream(source, resampledTo: 22050)
    var samples: [Float] = []
    var block = [Float](repeating: .nan, count: blockLength)
    while true {
      let count = try stream.read(into: &block)
      samples += block[..<count]
      guard count == blockLength else { break }
    }
    #expect(try stream.read(into: &block) == 0)
    return samples
  }

  /// Threads share nothing but the decoder's value.
  @Test func manyThreadsAtOnceAgree() async throws {
    let decoder = AudioDecoder()
    let expected = try Fixture.all.map { try decoder.decode(contentsOf: $0.path) }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for round in 0..<8 {
        for index in Fixture.all.indices {
          let pick = (index * 7 + round) % expected.count
          group.addTask { try decoder.decode(contentsOf: Fixture.all[pick].path) == expected[pick] }
        }
      }
      for try await isEqual in group { #expect(isEqual) }
    }
  }
}
