import CGenreSndfile
import GenreAudio
import GenreTestSupport
import Testing

/// FLAC of any width, damaged, without a beginning, or several in one file.
@Suite struct FLACTests {
  private let decoder = AudioDecoder()

  private func sound(bits: Int, count: Int, seed: UInt64 = 1) -> [Int] {
    var random = SeededGenerator(seed: seed)
    let limit = 1 << (bits - 1)
    return (0..<count).map { _ in Int.random(in: -limit..<limit, using: &random) }
  }

  private func floats(_ samples: [Int], bits: Int) -> [Float] {
    samples.map { Float($0) / Float(1 << (bits - 1)) }
  }

  @Test(arguments: 4...32) func allWidthsAreExact(bits: Int) throws {
    let samples = sound(bits: bits, count: 2 * 900)
    let decoded = try decoder.decode(FLACBytes(bitsPerSample: bits, channelCount: 2)(samples))
    #expect(decoded.signal.samples == floats(samples, bits: bits))
    #expect(decoded.format.encoding == "\(bits)-bit PCM" && decoded.format.channelCount == 2)
    #expect(decoded.format.declaredFrameCount == 900 && decoded.warnings == [])
  }

  @Test(arguments: ["stereo.flac", "s24.flac", "six-channels.flac"])
  func samplesAreThoseOfLibsndfile(_ name: String) throws {
    var info = SF_INFO()
    let handle = try #require(sf_open(Fixture.path(name), CInt(SFM_READ), &info))
    defer { sf_close(handle) }
    var expected = [Float](repeating: 0, count: Int(info.frames) * Int(info.channels))
    #expect(sf_readf_float(handle, &expected, info.frames) == info.frames)
    #expect(try decoder.decode(contentsOf: Fixture.path(name)).signal.samples == expected)
  }

  /// 64 bytes in the middle: the frames that they touch are silent, and all else is where it was.
  @Test(arguments: 1...20) func soundBehindADamagedPlaceIsHeard(seed: UInt64) throws {
    let samples = sound(bits: 16, count: 20_000)
    let whole = FLACBytes()(samples)
    var random = SeededGenerator(seed: seed)
    let start = Int.random(in: 1_000..<whole.count - 2_000, using: &random)
    var bytes = whole
    for index in start..<start + 64 { bytes[index] = UInt8.random(in: 0...255, using: &random) }
    let decoded = try decoder.decode(bytes)
    let expected = floats(samples, bits: 16)
    try #require(decoded.signal.samples.count == samples.count)
    let wrong = expected.indices.filter { decoded.signal.samples[$0] != expected[$0] }
    #expect(wrong.count <= 3 * 256 && wrong.allSatisfy { decoded.signal.samples[$0] == 0 })
    #expect(decoded.warnings.map(\.code) == [.damaged], "\(decoded.warnings)")
  }

  /// The number of a frame may claim that days are missing in front of it.
  @Test func noGapIsFilledWithoutEnd() throws {
    let maker = FLACBytes(blockLength: 16)
    let samples = sound(bits: 16, count: 16 * 2_000)
    let frames = maker.frames(samples)
    let bytes = maker.header(samples) + (frames[..<40] + frames[1_990...]).flatMap { $0 }
    let decoded = try decoder.decode(bytes)
    #expect(decoded.signal.samples.prefix(640) == floats(samples, bits: 16).prefix(640))
    #expect(decoded.signal.frameCount < 10 * 22_050 + 16 * 60)
  }

  @Test func aStreamMayBeginInsideAFrame() throws {
    let maker = FLACBytes()
    let samples = sound(bits: 16, count: 4_000)
    let frames = maker.frames(samples)
    let decoded = try decoder.decode(Array(frames.flatMap { $0 }.dropFirst(100)))
    #expect(decoded.signal.samples == Array(floats(samples, bits: 16).dropFirst(256)))
    #expect(decoded.format.sampleRate == 22_050 && decoded.format.container == .flac)
    #expect(decoded.warnings.map(\.code) == [.truncated])
  }

  @Test func theFirstBlockMayBeMissingOrDamaged() throws {
    let maker = FLACBytes()
    let samples = sound(bits: 16, count: 4_000)
    let frames = maker.frames(samples).flatMap { $0 }
    let longBlock = Array("fLaC".utf8) + [0x84, 0xFF, 0xFF, 0xFF]
    let noRate = Array(maker.header(samples).prefix(18)) + [UInt8](repeating: 0, count: 24)
    for head in [Array("fLaC".utf8), longBlock, noRate] {
      #expect(try decoder.decode(head + frames).signal.samples == floats(samples, bits: 16))
    }
  }

  @Test func twoInOneFileAreBothUsed() throws {
    let (one, other) = (sound(bits: 16, count: 3_000), sound(bits: 24, count: 2_000, seed: 2))
    let first = FLACBytes()(one)
    let tag = Array("ID3".utf8) + [3, 0, 0, 0, 0, 2, 0] + [UInt8](repeating: 65, count: 256)
    let trailer = Array("TAG".utf8) + [UInt8](repeating: 32, count: 125)
    for between in [[], tag] {
      let decoded = try decoder.decode(tag + first + between + FLACBytes(bitsPerSample: 24)(other) + trailer)
      #expect(decoded.signal.samples == floats(one, bits: 16) + floats(other, bits: 24))
      #expect(decoded.warnings.map(\.code) == [.severalRecordings], "\(decoded.warnings)")
    }
    let high = FLACBytes(channelCount: 2, sampleRate: 44_100)(sound(bits: 16, count: 9_000))
    let stream = try decoder.stream(.bytes(first + high), resampledTo: 22_050)
    let second = try decoder.stream(.bytes(high), resampledTo: 22_050).readToEnd()
    #expect(try stream.readToEnd() == floats(one, bits: 16) + second)
    #expect(Set(stream.warnings.map(\.code)) == [.severalRecordings, .formatChange])
  }

  @Test func flacInOggIsTheSame() throws {
    let decoded = try decoder.decode(contentsOf: Fixture.path("flac.oga"))
    #expect(decoded.signal == (try decoder.decode(contentsOf: Fixture.path("s16.au")).signal))
    #expect(decoded.warnings == [])
    let bytes = try Fixture.bytes("flac.oga")
    #expect(
      try decoder.decode(bytes + bytes).signal.samples == decoded.signal.samples + decoded.signal.samples)
  }

  @Test func nothingIsFoundInNoise() {
    for seed in 100..<130 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      expectRefusal(.notAudio, .bytes([3, 0xFF, 0xF8, 0x69, 0x08] + random.bytes(300_000)))
    }
  }
}
