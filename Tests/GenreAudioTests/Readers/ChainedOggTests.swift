import GenreAudio
import Testing

/// Ogg files with several recordings one behind another, as programs write them that take down a radio station.
@Suite struct ChainedOggTests {
  private let decoder = AudioDecoder()
  private let stereo: [UInt8]
  private let alone: [Float]

  init() throws {
    stereo = try Fixture.bytes("vorbis.ogg")
    alone = try decoder.decode(stereo).signal.samples
  }

  @Test func allAreHeard() throws {
    // What lies between may be anything; this looks like the beginning of a page all along.
    let junk = [UInt8](repeating: UInt8(ascii: "O"), count: 70_000)
    let decoded = try decoder.decode(stereo + stereo + junk + stereo)
    #expect(decoded.signal.samples == alone + alone + alone)
    #expect(decoded.warnings == [])
    #expect(decoded.format.declaredFrameCount == nil)
  }

  @Test func aStreamHearsThemToo() throws {
    let mono = try decoder.stream(.bytes(stereo)).readToEnd()
    #expect(try decoder.stream(.bytes(stereo + stereo)).readToEnd() == mono + mono)
  }

  @Test func channelsAreThoseOfTheFirst() throws {
    let other = try Fixture.bytes("mono.ogg")
    let one = try decoder.decode(other).signal.samples
    let widened = try decoder.decode(stereo + other).signal
    #expect(widened.channelCount == 2)
    #expect(widened.samples == alone + one.flatMap { [$0, $0] })
    let narrowed = try decoder.decode(other + stereo).signal
    #expect(narrowed.channelCount == 1)
    let means = stride(from: 0, to: alone.count, by: 2).map { (alone[$0] + alone[$0 + 1]) / 2 }
    #expect(narrowed.samples == one + means)
  }

  @Test func oneThatCannotBeOpenedIsLeftOut() throws {
    var broken = stereo
    // The version of Vorbis, behind the page's header of 28 bytes and the packet's signature of 7.
    broken.replaceSubrange(35..<39, with: [0xFF, 0xFF, 0xFF, 0xFF])
    let decoded = try decoder.decode(stereo + broken + stereo)
    #expect(decoded.signal.samples == alone + alone)
    #expect(decoded.warnings.map(\.code) == [.damaged])
  }

  @Test func aCutLastOneIsSaid() throws {
    let decoded = try decoder.decode(stereo + stereo.prefix(stereo.count * 9 / 10))
    #expect(decoded.signal.samples.starts(with: alone))
    #expect(decoded.warnings.map(\.code).contains(.truncated))
  }

  /// A damaged page may claim to be a first one; what it holds shows that it is not.
  @Test func damageMakesNoRecordings() throws {
    var damaged = stereo
    let pages = damaged.indices.dropLast(4).filter { damaged[$0...].starts(with: Array("OggS".utf8)) }
    #expect(pages.count > 2)
    for page in pages.dropFirst() { damaged[page + 5] |= 2 }
    let decoded = try? decoder.decode(damaged)
    #expect(decoded?.warnings.contains { $0.message.contains("recording further on") } != true)
  }
}
