import Foundation
import GenreAudio
import Testing

/// A sound file of Tests/Fixtures/Audio and what is true of it; see Tools/goldens/make_audio_fixtures.py.
struct Fixture: Sendable, CustomTestStringConvertible {
  let name: String
  let container: AudioFormat.Container
  let encoding: String
  let channelCount: Int
  let sampleRate: Double

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/Audio")

  var testDescription: String { name }
  var path: String { Self.path(name) }
  var hasGolden: Bool { FileManager.default.fileExists(atPath: path + ".golden") }

  static func path(_ name: String) -> String { folder.appending(path: name).path }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  func bytes() throws -> [UInt8] { try Self.bytes(name) }

  /// librosa.load(name, sr=22050), to half a step of int16.
  func golden() throws -> [Float] {
    let bytes = try Self.bytes(name + ".golden")
    return stride(from: 0, to: bytes.count, by: 2).map {
      Float(Int16(truncatingIfNeeded: Int(bytes[$0]) | Int(bytes[$0 + 1]) << 8)) / 32767
    }
  }

  private init(
    _ name: String, _ container: AudioFormat.Container, _ encoding: String, _ channels: Int, _ rate: Double
  ) {
    self.name = name
    self.container = container
    self.encoding = encoding
    channelCount = channels
    sampleRate = rate
  }

  static let all: [Fixture] = [
    Fixture("u8.wav", .wav, "8-bit PCM", 1, 22050), Fixture("s16.wav", .wav, "16-bit PCM", 2, 44100),
    Fixture("s24.wav", .wav, "24-bit PCM", 1, 48000), Fixture("s32.wav", .wav, "32-bit PCM", 2, 16000),
    Fixture("f32.wav", .wav, "32-bit float", 1, 32000), Fixture("f64.wav", .wav, "64-bit float", 2, 8000),
    Fixture("alaw.wav", .wav, "A-law", 1, 8000), Fixture("mulaw.wav", .wav, "mu-law", 2, 11025),
    Fixture("extensible.wav", .wav, "24-bit PCM", 3, 22050),
    Fixture("rf64.wav", .rf64, "16-bit PCM", 1, 22050),
    Fixture("adpcm.wav", .wav, "IMA ADPCM", 1, 22050), Fixture("rifx.wav", .wav, "16-bit PCM", 1, 11025),
    Fixture("wave64.w64", .wave64, "16-bit PCM", 1, 24000),
    Fixture("s16.aiff", .aiff, "16-bit PCM", 2, 22050),
    Fixture("f32.aifc", .aiff, "32-bit float", 1, 22050), Fixture("s16.au", .au, "16-bit PCM", 1, 22050),
    Fixture("mulaw.au", .au, "mu-law", 1, 8000), Fixture("s16.caf", .caf, "16-bit PCM", 1, 22050),
    Fixture("s16.nist", .nist, "16-bit PCM", 1, 16000), Fixture("u8.voc", .voc, "8-bit PCM", 1, 22222),
    Fixture("s16.svx", .svx, "16-bit PCM", 1, 22050), Fixture("s16.avr", .avr, "16-bit PCM", 2, 22050),
    Fixture("s16.paf", .paf, "16-bit PCM", 2, 22050),
    Fixture("alac.caf", .caf, "16-bit ALAC", 1, 44100), Fixture("stereo.flac", .flac, "16-bit PCM", 2, 44100),
    Fixture("s24.flac", .flac, "24-bit PCM", 1, 96000),
    Fixture("six-channels.flac", .flac, "16-bit PCM", 6, 12000),
    Fixture("tagged.flac", .flac, "16-bit PCM", 2, 44100), Fixture("vorbis.ogg", .ogg, "Vorbis", 2, 44100),
    Fixture("mono.ogg", .ogg, "Vorbis", 1, 44100), Fixture("flac.oga", .ogg, "FLAC", 1, 22050),
    Fixture("opus.opus", .ogg, "Opus", 2, 48000), Fixture("mpeg1.mp3", .mpeg, "MPEG-1 layer III", 2, 44100),
    Fixture("vbr.mp3", .mpeg, "MPEG-1 layer III", 2, 48000),
    Fixture("mpeg2.mp3", .mpeg, "MPEG-2 layer III", 2, 22050),
    Fixture("clicks-1.mp3", .mpeg, "MPEG-1 layer III", 2, 44100),
    Fixture("clicks-2.mp3", .mpeg, "MPEG-2 layer III", 2, 22050),
    Fixture("dual-1.mp3", .mpeg, "MPEG-1 layer III", 2, 44100),
    Fixture("dual-2.mp3", .mpeg, "MPEG-2 layer III", 2, 22050),
    Fixture("mpeg25.mp3", .mpeg, "MPEG-2.5 layer III", 1, 8000),
    Fixture("untagged.mp3", .mpeg, "MPEG-1 layer III", 1, 32000),
    Fixture("free-format.mp3", .mpeg, "MPEG-1 layer III", 1, 44100),
    Fixture("layer2.mp2", .mpeg, "MPEG-1 layer II", 2, 44100),
    Fixture("joint-stereo.mp2", .mpeg, "MPEG-1 layer II", 2, 44100),
    Fixture("layer1.mp1", .mpeg, "MPEG-1 layer I", 1, 32000),
    Fixture("junk-in-front.mp3", .mpeg, "MPEG-1 layer III", 2, 44100),
    Fixture("two-tags.mp3", .mpeg, "MPEG-1 layer III", 2, 44100),
    Fixture("cut.mp3", .mpeg, "MPEG-1 layer III", 2, 44100),
    Fixture("mpeg.wav", .wav, "MPEG-1 layer III", 1, 32000),
  ]
}
