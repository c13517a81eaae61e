import GenreAudio
import GenreTestSupport
import Testing

/// Where MPEG audio begins, and what only looks like it.
@Suite struct MPEGSearchTests {
  private let decoder = AudioDecoder()

  private func tag(claiming size: Int, _ content: [UInt8]) -> [UInt8] {
    Array("ID3".utf8) + [3, 0, 0] + [21, 14, 7, 0].map { UInt8(size >> $0 & 0x7F) } + content
  }

  @Test func theFirstFrameMayLieBehindAnyPadding() throws {
    let song = try Fixture.bytes("mpeg1.mp3")
    let expected = try decoder.decode(song).signal
    var random = SeededGenerator(seed: 5)
    let picture = random.bytes(5_000_000).map { $0 == 0xFF ? 0xFE : $0 }
    let zeros = [UInt8](repeating: 0, count: 2_500_000)
    for front in [zeros, tag(claiming: 2_000, picture), tag(claiming: 100, zeros), random.bytes(3_000_000)] {
      #expect(try decoder.decode(front + song).signal == expected)
    }
  }

  /// Large as it is, noise is looked through in one pass, and holds no stream.
  @Test func noiseIsRefusedSoon() {
    var random = SeededGenerator(seed: 6)
    let megabyte = random.bytes(1 << 20)
    let bytes = (0..<70).flatMap { index in megabyte.map { $0 ^ UInt8(index) } }
    let clock = ContinuousClock()
    let time = clock.measure { expectRefusal(.notAudio, .bytes(bytes)) }
    #expect(time < .seconds(30))
  }

  /// Frames of the free format end where the next one begins, which takes a search for each.
  @Test func lookingForTheEndOfFramesIsLimited() {
    // One header of each kind, none of which fits another.
    var block = [UInt8](repeating: 0, count: 4_200)
    for kind in 0..<27 {
      let version = [0, 2, 3][kind / 9]
      block[150 * kind] = 0xFF
      block[150 * kind + 1] = UInt8(0xE1 | version << 3 | (kind / 3 % 3 + 1) << 1)
      block[150 * kind + 2] = UInt8(kind % 3 << 2)
    }
    func time(_ bytes: [UInt8]) -> Duration {
      ContinuousClock().measure { expectRefusal(.notAudio, .bytes([3] + bytes)) }
    }
    let zeros = (0..<5_000).flatMap { _ in [1] + [UInt8](repeating: 0, count: 4_199) }
    let headers = (0..<5_000).flatMap { _ in block }
    #expect(time(headers) < time(zeros) * 12 + .milliseconds(200))
  }

  /// Two headers that fit, by accident, where an input ends.
  @Test(arguments: [417, 500, 700]) func aFewHeadersAtTheEndAreNoSound(length: Int) throws {
    let frame = try Fixture.bytes("layer2.mp2").prefix(417)
    let end = Array((frame + frame + frame).prefix(length))
    var random = SeededGenerator(seed: 8)
    expectRefusal(.notAudio, .bytes(random.bytes(50_000).map { $0 | 1 == 0xFF ? 3 : $0 } + end))
  }

  @Test(arguments: ["moov", "mdat", "wide", "free", "skip"])
  func quickTimeWithoutATypeIsNoMPEG(_ name: String) throws {
    func atom(_ name: String, _ content: [UInt8]) -> [UInt8] {
      let count = content.count + 8
      return [24, 16, 8, 0].map { UInt8(count >> $0 & 0xFF) } + Array(name.utf8) + content
    }
    let sound = try Fixture.bytes("mpeg1.mp3")
    let file = atom(name, []) + atom("mdat", sound) + atom("moov", [UInt8](repeating: 0, count: 40))
    withoutFFmpeg { expectRefusal(.unsupported, .bytes(file), mentions: "QuickTime") }
    let text = "are free to skip it " + String(repeating: "and wide open ", count: 30)
    expectRefusal(.notAudio, .bytes(Array(text.utf8)), mentions: "text")
  }

  @Test(arguments: [0xFFFF_FFFF, 0x7FFF_FFFF, 100_000, 0]) func anAbsurdNumberOfFramesIsNotBelieved(
    count: Int
  ) throws {
    var bytes = try Fixture.bytes("vbr.mp3")
    let expected = try decoder.decode(bytes)
    let mark = try #require(bytes.firstRange(of: Array("Xing".utf8))).upperBound
    for place in 0..<4 { bytes[mark + 4 + place] = UInt8(truncatingIfNeeded: count >> (24 - 8 * place)) }
    let decoded = try decoder.decode(bytes)
    #expect(decoded.format.declaredFrameCount == nil && decoded.warnings == [])
    #expect(abs(decoded.signal.frameCount - expected.signal.frameCount) < 4 * 1152)
  }

  /// What was cut off is still told from a number that is wrong.
  @Test func aTrueNumberIsBelieved() throws {
    let whole = try Fixture.bytes("vbr.mp3")
    let declared = try decoder.decode(whole).format.declaredFrameCount
    let cut = try decoder.decode(Array(whole.prefix(whole.count / 2)))
    #expect(declared != nil && cut.format.declaredFrameCount == declared)
    #expect(cut.warnings.map(\.code) == [.truncated])
  }
}
