import GenreAudio
import Testing

/// Ogg files with other streams beside that of the sound: descriptions, videos.
@Suite struct OggStreamsTests {
  private let decoder = AudioDecoder()
  private let pages: [[UInt8]]

  init() throws {
    let whole = try Fixture.bytes("vorbis.ogg")
    let starts = whole.indices.filter { whole[$0...].starts(with: Array("OggS".utf8)) }
    pages = zip(starts, starts.dropFirst() + [whole.count]).map { Array(whole[$0..<$1]) }
  }

  /// A page with one packet.
  private func page(_ packet: String, serial: UInt8, flags: UInt8 = 0) -> [UInt8] {
    let content = Array(packet.utf8) + [UInt8](repeating: 0, count: 80)
    var page = Array("OggS".utf8) + [0, flags] + [UInt8](repeating: 0, count: 8) + [serial, 1, 1, 1]
    page += [UInt8](repeating: 0, count: 8) + [1, UInt8(content.count)] + content
    OggChecksum.mend(&page, pageAt: 0)
    return page
  }

  @Test func skeletonInFrontOfVorbisIsNoVideo() throws {
    let expected = try decoder.decode(contentsOf: Fixture.path("vorbis.ogg"))
    let skeleton = [page("fishead\0", serial: 7, flags: 2), page("fisbone\0", serial: 7)]
    let end = page("", serial: 7, flags: 4)
    let file = skeleton[0] + pages[0] + skeleton[1] + pages[1] + end + pages[2...].flatMap { $0 }
    let decoded = try decoder.decode(file)
    #expect(decoded.signal == expected.signal)
    #expect(decoded.format.encoding == "Vorbis" && decoded.warnings == [])
    #expect(
      try decoder.decode(file + file).signal.samples == expected.signal.samples + expected.signal.samples)
  }

  @Test func theSoundOfAVideoIsRead() throws {
    let expected = try decoder.decode(contentsOf: Fixture.path("vorbis.ogg")).signal
    // What is one scalar there is one byte in the file.
    var head = page("?theora", serial: 9, flags: 2)
    head[28] = 0x80
    OggChecksum.mend(&head, pageAt: 0)
    let frame = page("\0picture", serial: 9)
    let file = head + pages[0] + pages[1...].flatMap { $0 + frame }
    #expect(try decoder.decode(file).signal == expected)
    expectRefusal(.unsupported, .bytes(head + frame + frame), mentions: "an Ogg video without sound")
  }

  @Test func otherKindsAreNamed() {
    let speex = page("Speex   1.2", serial: 3, flags: 2) + page("", serial: 3, flags: 4)
    withoutFFmpeg { expectRefusal(.unsupported, .bytes(speex), mentions: "Speex in an Ogg file") }
    let skeleton = page("fishead\0", serial: 7, flags: 2) + page("", serial: 7, flags: 4)
    expectRefusal(.unsupported, .bytes(skeleton), mentions: "without a stream of sound")
  }

  @Test func whatCannotBeReadInFrontIsLeftOut() throws {
    let speex = page("Speex   1.2", serial: 3, flags: 2) + page("", serial: 3, flags: 4)
    let decoded = try decoder.decode(speex + pages.flatMap { $0 })
    #expect(decoded.signal == (try decoder.decode(contentsOf: Fixture.path("vorbis.ogg")).signal))
    #expect(decoded.warnings.map(\.code) == [.damaged])
  }
}
