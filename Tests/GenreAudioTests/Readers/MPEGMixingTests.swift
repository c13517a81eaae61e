import GenreAudio
import Testing

/// Channels are mixed before the transform where that is exact, and nowhere else.
@Suite("Mixing MP3 channels early") struct MPEGMixingTests {
  private func isExact(_ bytes: [UInt8]) throws -> Bool { try MPEGMixing(bytes: bytes).isExact }

  /// Where the frames of a fixture without tags begin, by the formula of ISO/IEC 11172-3, 2.4.3.1.
  private func frameOffsets(of bytes: [UInt8], isMPEG1: Bool) -> [Int] {
    let length = isMPEG1 ? 144 * 96_000 / 44_100 : 72 * 64_000 / 22_050
    var offsets: [Int] = []
    var offset = 0
    while offset + length <= bytes.count, bytes[offset] == 0xFF {
      offsets.append(offset)
      offset += length + Int(bytes[offset + 2] >> 1 & 1)
    }
    return offsets
  }

  @Test(
    "Stereo with equal windows, long or short, tagged, cut or behind junk",
    arguments: [
      "mpeg1.mp3", "vbr.mp3", "mpeg2.mp3", "clicks-1.mp3", "clicks-2.mp3", "two-tags.mp3",
      "junk-in-front.mp3",
      "cut.mp3",
    ])
  func exact(name: String) throws {
    #expect(try isExact(Fixture.bytes(name)))
  }

  @Test(
    "Windows of their own, other layers, one channel, frames of unknown length",
    arguments: ["dual-1.mp3", "dual-2.mp3", "layer2.mp2", "layer1.mp1", "mpeg25.mp3", "free-format.mp3"])
  func inexact(name: String) throws {
    #expect(try !isExact(Fixture.bytes(name)))
  }

  /// Without short blocks the fixtures above would prove nothing.
  @Test(arguments: ["clicks-1.mp3", "clicks-2.mp3"]) func clicksHaveShortBlocks(name: String) throws {
    let bytes = try Fixture.bytes(name)
    let isMPEG1 = name == "clicks-1.mp3"
    // The window switching flag of the first granule's first channel; LAME writes no checksum unless asked.
    let flag = isMPEG1 ? 20 + 33 : 10 + 38
    let shortCount = frameOffsets(of: bytes, isMPEG1: isMPEG1)
      .filter { bytes[$0 + 4 + flag / 8] >> (7 - flag % 8) & 1 == 1 }.count
    #expect(shortCount > 0)
  }

  /// A stream that breaks off in the middle is damaged: what follows was not looked at.
  @Test func damageInTheMiddleIsNotMixedEarly() throws {
    var bytes = try Fixture.bytes("mpeg1.mp3")
    bytes[frameOffsets(of: bytes, isMPEG1: true)[4]] = 0
    #expect(try !isExact(bytes))
  }

  /// Joined files keep their tags, and the frames behind one may be of another encoder.
  @Test(arguments: ["dual-1.mp3", "clicks-1.mp3"]) func framesBehindATagAreNotMixedEarly(name: String) throws
  {
    let tag = Array("TAG".utf8) + [UInt8](repeating: 0, count: 125)
    let first = try Fixture.bytes("clicks-1.mp3")
    #expect(try isExact(first + tag))
    #expect(try isExact(first + tag + [UInt8](repeating: 0, count: 5000)))
    #expect(try !isExact(first + tag + Fixture.bytes(name)))
  }

  /// One granule that differs is enough, wherever it is.
  @Test(arguments: [0, 3, 7]) func oneGranuleDecides(index: Int) throws {
    var bytes = try Fixture.bytes("mpeg1.mp3")
    let offset = frameOffsets(of: bytes, isMPEG1: true)[index]
    // The flag of the second granule's second channel; without one, the bits behind it mean something else.
    let flag = 20 + 3 * 59 + 33
    bytes[offset + 4 + flag / 8] ^= 1 << (7 - flag % 8)
    #expect(try !isExact(bytes))
  }

  /// The mean is what it would have been, to the rounding of sums.
  @Test(arguments: [
    "mpeg1.mp3", "vbr.mp3", "mpeg2.mp3", "clicks-1.mp3", "clicks-2.mp3", "dual-1.mp3", "dual-2.mp3",
  ])
  func sameSound(name: String) throws {
    let mean = try AudioDecoder().decode(contentsOf: Fixture.path(name)).signal.mono().samples
    let stream = try AudioDecoder().stream(.file(path: Fixture.path(name)))
    let mixed = try stream.readToEnd()
    #expect(stream.format.channelCount == 2)
    #expect(mixed.count == mean.count)
    #expect(zip(mixed, mean).allSatisfy { abs($0 - $1) < 2e-6 })
  }
}
