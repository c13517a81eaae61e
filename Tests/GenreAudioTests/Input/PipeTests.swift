import Foundation
import GenreAudio
import GenreTestSupport
import Testing

/// Inputs that can't be sought, or that change while they are read.
@Suite struct PipeTests {
  @Test(arguments: ["s16.wav", "mpeg1.mp3", "vorbis.ogg", "stereo.flac"])
  func namedPipesGiveTheSameSamples(_ name: String) async throws {
    let bytes = try Fixture.bytes(name)
    #expect(try await decode(through: bytes).get() == AudioDecoder().decode(bytes))
  }

  /// A picture in the tag may be larger than what is looked at before an endless device is refused.
  @Test(arguments: ["mpeg1.mp3", "stereo.flac"])
  func largeTagsComeThroughPipes(_ name: String) async throws {
    let size = 3_000_000
    let digits = [21, 14, 7, 0].map { UInt8(size >> $0 & 0x7F) }
    let tag =
      Array("ID3".utf8) + [3, 0, 0] + digits + (0..<size).map { UInt8(truncatingIfNeeded: 1 + $0 % 250) }
    let bytes = try Fixture.bytes(name)
    #expect(try await decode(through: tag + bytes).get().signal == AudioDecoder().decode(bytes).signal)
  }

  @Test func pipeThatClosesEarly() async throws {
    let bytes = try Fixture.bytes("s16.wav")
    let decoded = try await decode(through: Array(bytes.prefix(bytes.count / 2))).get()
    #expect(decoded.warnings.map(\.code) == [.truncated])
    let nothing = try await decode(through: [])
    let error = #expect(throws: AudioError.self) { try nothing.get() }
    #expect(error?.code == .empty)
  }

  @Test func endlessDevicesAreRefusedSoon() {
    expectRefusal(.notAudio, .file(path: "/dev/zero"), mentions: "zero")
    expectRefusal(.notAudio, .file(path: "/dev/urandom"))
    expectRefusal(.empty, .file(path: "/dev/null"))
  }

  @Test func openDescriptorsAreReadByTheirPath() throws {
    let handle = try FileHandle(forReadingFrom: URL(filePath: Fixture.path("mpeg1.mp3")))
    let decoded = try AudioDecoder().decode(contentsOf: "/dev/fd/\(handle.fileDescriptor)")
    #expect(decoded == (try AudioDecoder().decode(contentsOf: Fixture.path("mpeg1.mp3"))))
  }

  @Test(arguments: ["wav", "mp3"]) func shrinkingFileGivesWhatWasRead(_ kind: String) throws {
    let frame = try Fixture.bytes("untagged.mp3")
    let bytes =
      kind == "mp3"
      ? [[UInt8]](repeating: frame, count: 500).flatMap { $0 }
      : WaveBytes()(WaveBytes.pcm16([Int16](repeating: 1000, count: 500_000)))
    let file = try TemporaryFile(holding: bytes)
    let stream = try AudioDecoder().stream(.file(path: file.path))
    var block = [Float](repeating: 0, count: 4096)
    #expect(try stream.read(into: &block) == 4096)
    let handle = try FileHandle(forWritingTo: URL(filePath: file.path))
    try handle.truncate(atOffset: 5000)
    let rest = try stream.readToEnd()
    #expect(rest.count < (try AudioDecoder().decode(bytes).signal.frameCount) / 2)
    if kind == "wav" { #expect(stream.warnings.map(\.code) == [.truncated]) }
  }

  private func decode(through bytes: [UInt8]) async throws -> Result<DecodedAudio, any Error> {
    let pipe = try TemporaryFile("pipe")
    try #require(mkfifo(pipe.path, 0o600) == 0)
    let path = pipe.path
    let writer = Thread {
      guard let handle = FileHandle(forWritingAtPath: path) else { return }
      try? handle.write(contentsOf: bytes)
      try? handle.close()
    }
    writer.start()
    return Result { try AudioDecoder().decode(contentsOf: path) }
  }
}
