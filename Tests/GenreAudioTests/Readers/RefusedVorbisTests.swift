import GenreAudio
import Testing

/// Vorbis streams whose three headers are cut or damaged: refused before libsndfile sees them, which keeps memory of each.
@Suite struct RefusedVorbisTests {
  @Test(arguments: [60, 200, 1500]) func cutHeadersAreRefused(length: Int) throws {
    let bytes = Array(try Fixture.bytes("vorbis.ogg").prefix(length))
    expectRefusal(.damaged, .bytes(bytes), mentions: "Vorbis headers")
  }

  @Test(arguments: [26, 100, 600]) func damagedHeadersAreRefused(place: Int) throws {
    var bytes = try Fixture.bytes("mono.ogg")
    bytes[place] ^= 0x55
    expectRefusal(.damaged, .bytes(bytes))
  }

  #if os(Linux)
    /// What libsndfile keeps of 4,000 such files is 23 MB.
    @Test func refusalsKeepNoMemory() async {
      await #expect(processExitsWith: .success) {
        let bytes = Array(try Fixture.bytes("vorbis.ogg").prefix(1500))
        try MemoryUse.expectBounded {
          for _ in 0..<4000 { #expect(throws: AudioError.self) { try AudioDecoder().decode(bytes) } }
        }
      }
    }
  #endif
}
