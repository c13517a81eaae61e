import GenreAudio
import GenreTestSupport
import Testing

/// Recordings whose rate or number of channels changes on the way: a jingle in front of a song, a radio station's Ogg.
/// Each part gives what it gives alone, one behind another.
@Suite struct FormatChangeTests {
  private let decoder = AudioDecoder()

  private func alone(_ names: [String], at rate: Double) throws -> [Float] {
    try names.flatMap { name in
      try decoder.stream(.bytes(Fixture.bytes(name)), resampledTo: rate).readToEnd()
    }
  }

  @Test(
    arguments: [
      ["vbr.mp3", "mpeg1.mp3"], ["mpeg1.mp3", "vbr.mp3", "mpeg2.mp3", "mpeg1.mp3"],
      ["untagged.mp3", "layer2.mp2"], ["vorbis.ogg", "opus.opus", "mono.ogg"], ["opus.opus", "vorbis.ogg"],
    ], [22_050.0, 48_000])
  func partsAreStreamedWithoutAGap(_ names: [String], rate: Double) throws {
    let joined = try names.flatMap { try Fixture.bytes($0) }
    let stream = try decoder.stream(.bytes(joined), resampledTo: rate)
    let samples = try stream.readToEnd()
    expectEqual(samples, try alone(names, at: rate))
    #expect(stream.warnings.map(\.code) == [.formatChange], "\(stream.warnings)")
    #expect(stream.format == (try decoder.stream(.bytes(joined)).format))
  }

  /// A fifth of a second of another rate in the middle may be damage; at the end four frames are enough.
  @Test func aShortLastPartIsUsed() throws {
    let short = Array(try Fixture.bytes("mpeg2.mp3").prefix(1_000))
    let expected =
      try alone(["vbr.mp3"], at: 22_050) + decoder.stream(.bytes(short), resampledTo: 22_050).readToEnd()
    let stream = try decoder.stream(.bytes(Fixture.bytes("vbr.mp3") + short), resampledTo: 22_050)
    expectEqual(try stream.readToEnd(), expected)
    #expect(stream.warnings.map(\.code).contains(.formatChange))
  }

  @Test func blocksOfAnyLengthGiveTheSame() throws {
    let joined = try Fixture.bytes("vbr.mp3") + Fixture.bytes("mpeg2.mp3")
    let expected = try alone(["vbr.mp3", "mpeg2.mp3"], at: 22_050)
    for blockLength in [1, 7, 1000] {
      let stream = try decoder.stream(.bytes(joined), resampledTo: 22_050)
      var block = [Float](repeating: 0, count: blockLength)
      var samples: [Float] = []
      while case let count = try stream.read(into: &block), count > 0 { samples += block[..<count] }
      expectEqual(samples, expected)
    }
  }

  /// To a few millionths: a stream of layer III may be mixed early where it is alone.
  private func expectEqual(_ samples: [Float], _ expected: [Float]) {
    #expect(samples.count == expected.count)
    #expect(zip(samples, expected).allSatisfy { abs($0 - $1) < 2e-6 })
  }

  @Test(arguments: [["vbr.mp3", "mpeg1.mp3"], ["vorbis.ogg", "opus.opus", "vorbis.ogg"]])
  func aWholeSignalHasTheFormatOfTheFirst(_ names: [String]) throws {
    let parts = try names.map { try decoder.decode(Fixture.bytes($0)).signal }
    let decoded = try decoder.decode(names.flatMap { try Fixture.bytes($0) })
    let expected = try parts.flatMap { try $0.resampled(to: parts[0].sampleRate).samples }
    #expect(decoded.signal.sampleRate == parts[0].sampleRate)
    #expect(decoded.signal.channelCount == parts[0].channelCount)
    #expect(decoded.signal.samples == expected)
    #expect(decoded.warnings.map(\.code) == [.formatChange])
    let message = try #require(decoded.warnings.first).message
    #expect(message.contains("from \(Int(parts[0].sampleRate)) Hz"), "\(message)")
  }

  @Test func aBeginningMayEndInAnyPart() throws {
    let joined = try Fixture.bytes("vorbis.ogg") + Fixture.bytes("opus.opus")
    let whole = try decoder.decode(joined).signal
    for seconds in [0.1, 0.3, 10] {
      let beginning = try decoder.decode(.bytes(joined), first: seconds).signal
      #expect(beginning.frameCount == min(whole.frameCount, Int(seconds * whole.sampleRate)))
    }
  }

  @Test func lengthIsThatOfAllParts() throws {
    let joined = try Fixture.bytes("vorbis.ogg") + Fixture.bytes("opus.opus")
    #expect(throws: Never.self) { try AudioDecoder(limits: .init(maximumDuration: 0.41)).decode(joined) }
    expectRefusal(.limitExceeded, .bytes(joined), limits: .init(maximumDuration: 0.39))
  }

  @Test func aPartOutsideTheLimitsIsLeftOut() throws {
    let names = ["vorbis.ogg", "opus.opus", "vorbis.ogg"]
    let limited = AudioDecoder(limits: .init(sampleRates: 1_000...44_100))
    let decoded = try limited.decode(names.flatMap { try Fixture.bytes($0) })
    let one = try decoder.decode(Fixture.bytes("vorbis.ogg")).signal.samples
    #expect(decoded.signal.samples == one + one)
    #expect(decoded.warnings.map(\.code) == [.formatChange])
  }

  /// The header notes the rate of what was encoded, for information; the sound is the same whatever it says.
  @Test(arguments: [0, 8_000, 16_000, 44_100, 96_000]) func opusIsDecodedAt48kHz(noted rate: Int) throws {
    let plain = try Fixture.bytes("opus.opus")
    let head = try #require(plain.firstRange(of: Array("OpusHead".utf8))).lowerBound
    var bytes = plain
    for place in 0..<4 { bytes[head + 12 + place] = UInt8(truncatingIfNeeded: rate >> (8 * place)) }
    OggChecksum.mend(&bytes, pageAt: 0)
    #expect(bytes != plain)
    let (decoded, expected) = (try decoder.decode(bytes), try decoder.decode(plain))
    #expect(decoded.format.sampleRate == 48_000)
    #expect(decoded == expected)
  }
}
