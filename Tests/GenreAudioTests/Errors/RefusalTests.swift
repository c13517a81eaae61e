import Foundation
import GenreAudio
import GenreTestSupport
import Testing

/// What is no audio is refused in one line that says what it is and what to do.
@Suite struct RefusalTests {
  @Test func emptyInput() throws {
    let file = try TemporaryFile("song.mp3", holding: [])
    expectRefusal(.empty, .file(path: file.path), mentions: "empty")
    expectRefusal(.empty, .bytes([], name: "upload"), mentions: "empty")
  }

  @Test func missingFile() {
    expectRefusal(.notFound, .file(path: "/no/such/song.mp3"), mentions: "no such file")
    expectRefusal(.notFound, .file(path: ""))
    expectRefusal(.notFound, .file(path: Fixture.path("s16.wav") + "\0.mp3"))
  }

  @Test func folder() {
    expectRefusal(.isDirectory, .file(path: Fixture.folder.path), mentions: "folder")
  }

  @Test(.enabled(if: getuid() != 0, "needs a user other than root: root may read everything"))
  func fileWithoutPermission() throws {
    let file = try TemporaryFile(holding: try Fixture.bytes("s16.wav"))
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
    expectRefusal(.unreadable, .file(path: file.path), mentions: "permission")
  }

  @Test func unixSocket() throws {
    let file = try TemporaryFile()
    #if canImport(Glibc)
      let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array(file.path.utf8)
    try #require(path.count < MemoryLayout.size(ofValue: address.sun_path))
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
    expectRefusal(.unreadable, .file(path: file.path), mentions: "socket")
  }

  @Test func textInManyGuises() {
    let prose = String(repeating: "All happy families are alike. ", count: 2000)
    expectRefusal(.notAudio, .bytes(Array(prose.utf8), name: "song.mp3"), mentions: "text", "WAV")
    expectRefusal(.notAudio, .bytes(Array("a".utf8)), mentions: "text")
    expectRefusal(.notAudio, .bytes(Array("Alle glücklichen Familien, été ÿþÿû".utf8)), mentions: "text")
    expectRefusal(.notAudio, .bytes(Array("<!DOCTYPE html><html>404</html>".utf8)), mentions: "HTML")
    expectRefusal(.notAudio, .bytes([UInt8](repeating: 0, count: 100_000)), mentions: "zero")
    expectRefusal(.notAudio, .bytes([UInt8](repeating: 0xFF, count: 100_000)))
  }

  @Test func picturesAndArchives() {
    let noise = {
      var random = SeededGenerator(seed: 7); return random.bytes(300_000)
    }()
    let heads: [([UInt8], String)] = [
      ([0xFF, 0xD8, 0xFF, 0xE0], "JPEG"), ([0x89, 0x50, 0x4E, 0x47], "PNG"), (Array("%PDF-1.4".utf8), "PDF"),
      ([0x50, 0x4B, 3, 4], "ZIP"), (Array("GIF89a".utf8), "GIF"),
    ]
    for (head, name) in heads { expectRefusal(.notAudio, .bytes(head + noise), mentions: name) }
  }

  /// Beginnings of all kinds that end at once.
  @Test func aFewBytes() throws {
    let beginnings =
      ["OggS", "fLaC", "ID3\u{3}", "RIFF", "\0\0\0 moov", "\0\0\0 free\0\0\0 "].map { Array($0.utf8) }
      + [[0xFF, 0xF8, 0x69, 0x08, 0, 0, 0, 0], [0xFF, 0xFB, 0x90, 0x64]]
    for beginning in beginnings {
      for count in 1...beginning.count {
        #expect(throws: AudioError.self) { try AudioDecoder().decode(Array(beginning.prefix(count))) }
      }
    }
  }

  /// Noise holds lone MPEG headers by the hundred; none of them may pass for a stream.
  @Test(arguments: 0..<24) func noise(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = random.bytes(seed < 4 ? 1 << 20 : 100_000)
    expectRefusal(.notAudio, .bytes(bytes))
  }

  @Test func audioOfOtherKinds() {
    withoutFFmpeg {
      expectRefusal(.unsupported, .file(path: Fixture.path("aac.m4a")), mentions: "m4a", "ffmpeg")
      expectRefusal(.unsupported, .file(path: Fixture.path("aac.aac")), mentions: "AAC", "ffmpeg")
      expectRefusal(
        .unsupported, .bytes([0x1A, 0x45, 0xDF, 0xA3] + [UInt8](repeating: 9, count: 90)), mentions: "WebM")
    }
    expectRefusal(
      .unsupported, .bytes(Array("MThd".utf8) + [UInt8](repeating: 0, count: 90)), mentions: "MIDI")
  }

  @Test func headerAlone() throws {
    expectRefusal(.noSamples, .bytes(WaveBytes()([])), mentions: "header")
    expectRefusal(.noSamples, .bytes(try Fixture.bytes("s16.aiff").prefix(54).map { $0 }))
    expectRefusal(.damaged, .bytes(Array("RIFF\0\0\0\0WAVE".utf8)), mentions: "WAV")
    expectRefusal(.damaged, .bytes(Array("fLaC".utf8)), mentions: "FLAC")
    expectRefusal(.damaged, .bytes(Array("OggS".utf8)), mentions: "Ogg")
    let mpeg = try Fixture.bytes("untagged.mp3")
    expectRefusal(.noSamples, .bytes(Array(mpeg.prefix(100))), mentions: "MPEG")
    let tagged = try Fixture.bytes("two-tags.mp3")
    expectRefusal(.damaged, .bytes(Array(tagged.prefix(1500))), mentions: "ID3")
  }
}
