import Foundation
import GenreAudio
import Testing

/// Every format: told by content, decoded as librosa decodes it.
@Suite struct FormatGridTests {
  @Test(arguments: Fixture.all) func formatIsToldByContent(_ fixture: Fixture) throws {
    let copy = try TemporaryFile("named-wrongly.txt", holding: try fixture.bytes())
    let decoded = try AudioDecoder().decode(contentsOf: copy.path)
    #expect(decoded.format.container == fixture.container)
    #expect(decoded.format.encoding == fixture.encoding)
    #expect(decoded.format.channelCount == fixture.channelCount)
    #expect(decoded.format.sampleRate == fixture.sampleRate)
    #expect(decoded.signal.channelCount == fixture.channelCount)
    #expect(decoded.signal.sampleRate == fixture.sampleRate)
    #expect(decoded.signal.duration > 0.07)
  }

  /// Lengths must be equal; samples may differ by a float decoder's rounding and the golden's int16 steps.
  @Test(arguments: Fixture.all.filter(\.hasGolden)) func samplesAreLibrosas(_ fixture: Fixture) throws {
    let samples = try AudioDecoder().stream(.file(path: fixture.path), resampledTo: 22050).readToEnd()
    let golden = try fixture.golden()
    try #require(samples.count == golden.count)
    let worst = zip(samples, golden).map { abs($0 - $1) }.max() ?? .infinity
    #expect(worst < 5e-5)
    #expect(samples.contains { abs($0) > 0.05 })
  }

  @Test func mpegInWaveIsTheBareStream() throws {
    let bare = try AudioDecoder().decode(contentsOf: Fixture.path("untagged.mp3"))
    let wrapped = try AudioDecoder().decode(contentsOf: Fixture.path("mpeg.wav"))
    #expect(wrapped.signal == bare.signal)
  }

  @Test func tagsChangeNothing() throws {
    let bare = try AudioDecoder().decode(contentsOf: Fixture.path("mpeg1.mp3"))
    let tagged = try AudioDecoder().decode(contentsOf: Fixture.path("two-tags.mp3"))
    #expect(tagged.signal == bare.signal)
    #expect(tagged.warnings.isEmpty)
  }

  @Test func leadingJunkIsSkippedAndSaid() throws {
    let bare = try AudioDecoder().decode(contentsOf: Fixture.path("mpeg1.mp3"))
    let junk = try AudioDecoder().decode(contentsOf: Fixture.path("junk-in-front.mp3"))
    #expect(junk.signal == bare.signal)
    #expect(junk.warnings.map(\.code) == [.leadingJunk])
  }

  @Test func cutFileGivesItsBeginningAndAWarning() throws {
    let whole = try AudioDecoder().decode(contentsOf: Fixture.path("mpeg1.mp3")).signal.samples
    let cut = try AudioDecoder().decode(contentsOf: Fixture.path("cut.mp3"))
    #expect(cut.warnings.map(\.code) == [.truncated])
    #expect(cut.signal.frameCount < whole.count / 2)
    #expect(cut.signal.samples.prefix(4000) == whole.prefix(4000))
  }

  @Test func freeFormatHasTheRightLength() throws {
    let decoded = try AudioDecoder().decode(contentsOf: Fixture.path("free-format.mp3"))
    #expect(abs(decoded.signal.duration - 0.2) < 0.06)
  }

  @Test func concatenatedStreamsAreHeardToTheEnd() throws {
    let untagged = try Fixture.bytes("untagged.mp3")
    let once = try AudioDecoder().decode(untagged).signal.frameCount
    let thrice = try AudioDecoder().decode(untagged + untagged + untagged).signal.frameCount
    #expect(thrice == 3 * once)
  }

  /// A stream that switches to mono stays one signal of two channels.
  @Test func changeOfChannelsKeepsTheSignalWhole() throws {
    let stereo = try Fixture.bytes("mpeg1.mp3")
    let mono = try Fixture.bytes("free-format.mp3")
    let decoded = try AudioDecoder().decode(stereo + mono)
    #expect(decoded.signal.channelCount == 2)
    #expect(decoded.signal.frameCount >= 8820)
  }
}
