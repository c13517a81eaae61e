import Foundation
import GenreAudio
import GenreTestSupport
import Testing

/// Sound that is crooked but sound: decoded as far as it makes sense, and said so.
@Suite struct OddInputTests {
  private let decoder = AudioDecoder()

  @Test func lyingHeadersAreFoundOut() throws {
    let data = WaveBytes.pcm16((0..<22050).map { Int16($0 % 200) })
    for declared in [88_200, 2_000_000_000] {
      let decoded = try decoder.decode(WaveBytes(declaredByteCount: declared)(data))
      #expect(decoded.signal.frameCount == 22050)
      #expect(decoded.format.declaredFrameCount == declared / 2)
      #expect(decoded.warnings.map(\.code) == [.truncated])
      #expect(decoded.warnings[0].message.hasPrefix("cut short: 1.0 s of a declared "))
    }
  }

  /// What a program writes to a pipe: it can't go back and fill in the length.
  @Test func openEndedHeadersAreNoLie() throws {
    let data = WaveBytes.pcm16([Int16](repeating: 100, count: 5000))
    // 0x7FFFF000 is what sox and espeak-ng write, less a header or a block.
    for declared in [0, 0xFFFF_FFFF, 0x7FFF_F000, 0x7FFF_EFD8, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF0] {
      let decoded = try decoder.decode(WaveBytes(declaredByteCount: declared)(data))
      #expect(decoded.signal.frameCount == 5000)
      #expect(decoded.warnings == [])
    }
  }

  @Test(arguments: ["adpcm.wav", "mpeg.wav"]) func cutCompressedWaveSaysSo(_ name: String) throws {
    let whole = try Fixture.bytes(name)
    #expect(try decoder.decode(whole).warnings.isEmpty)
    let decoded = try decoder.decode(Array(whole.prefix(whole.count * 6 / 10)))
    #expect(
      decoded.warnings.contains { $0.code == .truncated && $0.message.contains("% of the sound is missing") })
  }

  /// sox leaves this number where it writes to a pipe.
  @Test func streamedAIFFIsNotCut() throws {
    var bytes = try Fixture.bytes("s16.aiff")
    let comm = try #require(bytes.firstRange(of: Array("COMM".utf8)))
    let channels = Int(bytes[comm.lowerBound + 9])
    let frames = 0x7F00_0000 / (2 * channels)
    for place in 0..<4 {
      bytes[comm.lowerBound + 10 + place] = UInt8(truncatingIfNeeded: frames >> (8 * (3 - place)))
    }
    let sound = try #require(bytes.firstRange(of: Array("SSND".utf8)))
    bytes.replaceSubrange(sound.upperBound..<sound.upperBound + 4, with: [0x7F, 0, 0, 8])
    let decoded = try decoder.decode(bytes)
    #expect(decoded.signal.frameCount > 0 && decoded.warnings.isEmpty, "\(decoded.warnings)")
  }

  /// What FFmpeg leaves where it writes AIFF to a pipe: no frames, no length.
  @Test func aiffOfUnknownLength() throws {
    var bytes = try Fixture.bytes("s16.aiff")
    let expected = try decoder.decode(bytes).signal
    let comm = try #require(bytes.firstRange(of: Array("COMM".utf8))).upperBound
    bytes.replaceSubrange(comm + 6..<comm + 10, with: [0, 0, 0, 0])
    let sound = try #require(bytes.firstRange(of: Array("SSND".utf8))).upperBound
    bytes.replaceSubrange(sound..<sound + 4, with: [0, 0, 0, 0])
    let decoded = try decoder.decode(bytes)
    #expect(decoded.signal.samples.starts(with: expected.samples) && decoded.warnings.isEmpty)
  }

  /// "To the end" in a CAF file, and a file that was cut: libsndfile opens neither by itself.
  @Test func cafOfAnyLength() throws {
    let whole = try Fixture.bytes("s16.caf")
    let expected = try decoder.decode(whole).signal
    let field = try #require(whole.firstRange(of: Array("data".utf8))).upperBound
    var open = whole
    open.replaceSubrange(field..<field + 8, with: [UInt8](repeating: 0xFF, count: 8))
    let opened = try decoder.decode(open)
    #expect(opened.signal == expected && opened.warnings.isEmpty, "\(opened.warnings)")
    let cut = try decoder.decode(Array(whole.prefix(whole.count * 6 / 10)))
    #expect(cut.warnings.map(\.code) == [.truncated])
    #expect(cut.signal.samples == Array(expected.samples.prefix(cut.signal.samples.count)))
    #expect(cut.signal.frameCount > expected.frameCount / 10)
  }

  /// As FFmpeg writes it: no flags that say how many bits, and the decoder's header inside two atoms.
  @Test func alacWithoutFlags() throws {
    var bytes = try Fixture.bytes("alac.caf")
    let expected = try decoder.decode(bytes).signal
    let name = try #require(bytes.firstRange(of: Array("alac".utf8)))
    bytes.replaceSubrange(name.upperBound..<name.upperBound + 4, with: [0, 0, 0, 0])
    #expect(try decoder.decode(bytes).signal == expected)
    let cookie = try #require(bytes.firstRange(of: Array("kuki".utf8)))
    bytes[cookie.upperBound + 7] = 48
    let atoms =
      [0, 0, 0, 12] + Array("frmaalac".utf8) + [0, 0, 0, 36] + Array("alac".utf8) + [0, 0, 0, 0]
    bytes.insert(contentsOf: atoms, at: cookie.upperBound + 8)
    #expect(try decoder.decode(bytes).signal == expected)
  }

  /// Tags and padding behind an Ogg stream do not make it shorter.
  @Test func whatFollowsTheLastPageIsNoCut() throws {
    let whole = try Fixture.bytes("vorbis.ogg")
    for tail in [
      [UInt8](repeating: 0, count: 300_000), Array("TAG".utf8) + [UInt8](repeating: 65, count: 200_000),
    ] {
      let decoded = try decoder.decode(whole + tail)
      #expect(decoded.warnings.isEmpty, "\(decoded.warnings)")
      #expect(decoded.signal == (try decoder.decode(whole).signal))
    }
  }

  /// A form's name at its place says nothing where the form itself is not there.
  @Test func formsHaveABeginning() throws {
    for name in ["WAVE", "AIFF", "8SVX"] {
      let bytes =
        [0xFF, 0xFF, 0x52, 0x4D, 0, 0, 0, 0] + Array(name.utf8) + [UInt8](repeating: 7, count: 4000)
      expectRefusal(.notAudio, .bytes(bytes))
    }
  }

  /// Only a header that was never finished has sound behind a length of 0.
  @Test func whatFollowsNoSoundIsNoSound() throws {
    var bytes = WaveBytes(declaredByteCount: 0)([])
    let tags = Array("LIST".utf8) + [200, 0, 0, 0] + Array("INFO".utf8) + [UInt8](repeating: 65, count: 196)
    bytes += tags
    bytes[4] = UInt8(36 + tags.count)
    let error = #expect(throws: AudioError.self) { try decoder.decode(bytes) }
    #expect(error?.code == .noSamples)
  }

  @Test(arguments: [
    "s16.wav", "s16.aiff", "s16.au", "rf64.wav", "s24.flac", "wave64.w64", "s16.caf",
    "opus.opus",
  ])
  func cutFilesSayHowMuchIsLeft(_ name: String) throws {
    let whole = try Fixture.bytes(name)
    let decoded = try decoder.decode(Array(whole.prefix(whole.count * 7 / 10)))
    let all = try decoder.decode(whole)
    #expect(decoded.signal.frameCount > 0)
    #expect(decoded.signal.frameCount < all.signal.frameCount)
    #expect(decoded.warnings.map(\.code).contains(.truncated))
    #expect(all.signal.samples.starts(with: decoded.signal.samples))
  }

  @Test func invalidSamplesBecomeSilence() throws {
    var samples = [Float](repeating: 0.25, count: 3000)
    for (index, value) in [(10, Float.nan), (20, .infinity), (30, -.infinity), (40, 1e30)] {
      samples[index] = value
    }
    let wave = WaveBytes(formatTag: 3, bitsPerSample: 32)(WaveBytes.float32(samples))
    let decoded = try decoder.decode(wave)
    for index in [10, 20, 30, 40] { samples[index] = 0 }
    #expect(decoded.signal.samples == samples)
    #expect(decoded.warnings.map(\.code) == [.invalidSamples])
    #expect(decoded.warnings[0].message.hasPrefix("4 samples"))
  }

  /// An invalid sample silences its own channel, not its neighbour's.
  @Test func repairComesBeforeMixing() throws {
    let wave = WaveBytes(formatTag: 3, bitsPerSample: 32, channelCount: 2)(
      WaveBytes.float32([.nan, 0.5, 0.25, 0.5]))
    #expect(try decoder.stream(.bytes(wave)).readToEnd() == [0.25, 0.375])
  }

  @Test func unscaledSamplesAreKeptAndSaid() throws {
    let wave = WaveBytes(formatTag: 3, bitsPerSample: 32)(WaveBytes.float32([0, 32_000, -100]))
    let decoded = try decoder.decode(wave)
    #expect(decoded.signal.samples == [0, 32_000, -100])
    #expect(decoded.warnings.map(\.code) == [.outOfRange])
    #expect(decoded.warnings[0].message.contains("32000"))
  }

  @Test(arguments: [0, 1, 999, 768_001, 10_000_000]) func absurdRatesAreRefused(_ rate: Int) {
    let wave = WaveBytes(sampleRate: rate)(WaveBytes.pcm16([1, 2, 3]))
    expectRefusal(.limitExceeded, .bytes(wave), mentions: "sample rate of \(rate) Hz")
  }

  @Test func threeHundredChannelsAreMixedDown() throws {
    let frame: [Int16] = (0..<300).map { Int16($0 * 100 - 14_000) }
    let wave = WaveBytes(channelCount: 300)(WaveBytes.pcm16((0..<2000).flatMap { _ in frame }))
    let mono = try decoder.stream(.bytes(wave)).readToEnd()
    #expect(mono.count == 2000)
    #expect(mono.allSatisfy { abs($0 - 950 / 32_768) < 1e-5 })
    expectRefusal(
      .limitExceeded, .bytes(wave), limits: .init(maximumChannelCount: 8), mentions: "300 channels")
  }

  @Test func oneSampleIsEnough() throws {
    let decoded = try decoder.decode(WaveBytes()(WaveBytes.pcm16([16_384])))
    #expect(decoded.signal.samples == [0.5])
    let resampled = try decoder.stream(
      .bytes(WaveBytes(sampleRate: 44100)(WaveBytes.pcm16([16_384]))), resampledTo: 22050)
    #expect(try resampled.readToEnd().count == 1)
  }

  @Test func lengthIsLimitedOnDemand() {
    let wave = WaveBytes(sampleRate: 8000)(WaveBytes.pcm16([Int16](repeating: 1, count: 80_000)))
    expectRefusal(
      .limitExceeded, .bytes(wave), limits: .init(maximumDuration: 9.9), mentions: "longer than 9.9 s")
    #expect(throws: Never.self) { try AudioDecoder(limits: .init(maximumDuration: 10)).decode(wave) }
    expectRefusal(
      .limitExceeded, .bytes(wave), limits: .init(maximumBufferedByteCount: 1000), mentions: "1000 bytes")
  }

  @Test func cancellationIsHonoured() async {
    let result = await Task { () -> Result<[Float], any Error> in
      withUnsafeCurrentTask { $0?.cancel() }
      return Result { try AudioDecoder().stream(.file(path: Fixture.path("s16.wav"))).readToEnd() }
    }.value
    let error = #expect(throws: AudioError.self) { try result.get() }
    #expect(error?.code == .cancelled)
  }
}
