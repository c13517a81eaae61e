import Testing

@testable import GenreAudio

/// Channels are mixed before the transform where that is exact, and nowhere else.
@Suite("Mixing MP3 channels early") struct MPEGMixingTests {
  private func isExact(_ bytes: [UInt8]) throws -> Bool {
    let source = MemoryBytes(bytes)
    return MPEGMixing(source: source, range: try FormatSniffer.recognize(source).range).isExact
  }

  private func frames(of bytes: [UInt8]) throws -> [(offset: Int, header: MPEGFrameHeader)] {
    var frames: [(offset: Int, header: MPEGFrameHeader)] = []
    var offset = try FormatSniffer.recognize(MemoryBytes(bytes)).range.lowerBound
    while offset + MPEGSideInformation.reach <= bytes.count {
      let header = try #require(bytes.withUnsafeBufferPointer { MPEGFrameHeader($0, at: offset) })
      frames.append((offset, header))
      offset += try #require(header.frameLength)
    }
    return frames
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
    let shortCount = try frames(of: bytes).reduce(0) { count, frame in
      // The window switching flag of the first granule's first channel; LAME writes no checksum unless asked.
      let flag = frame.header.version == .mpeg1 ? 20 + 33 : 10 + 38
      return count + Int(bytes[frame.offset + 4 + flag / 8] >> (7 - flag % 8) & 1)
    }
    #expect(shortCount > 0)
  }

  /// A stream that breaks off in the middle is damaged: what follows was not looked at.
  @Test func damageInTheMiddleIsNotMixedEarly() throws {
    var bytes = try Fixture.bytes("mpeg1.mp3")
    bytes[try frames(of: bytes)[4].offset] = 0
    #expect(try !isExact(bytes))
  }

  /// One granule that differs is enough, wherever it is.
  @Test(arguments: [0, 3, 7]) func oneGranuleDecides(index: Int) throws {
    var bytes = try Fixture.bytes("mpeg1.mp3")
    let offset = try frames(of: bytes)[index].offset
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
