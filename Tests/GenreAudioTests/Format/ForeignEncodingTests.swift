#if FFmpeg
  import GenreAudio
  import GenreTestSupport
  import Testing

  /// Encodings in WAV, AIFF-C, CAF and AU that libsndfile does not read: called that where FFmpeg's libraries are missing,
  /// read where they are there.
  @Suite struct ForeignEncodingTests {
    private static let sound = [UInt8](repeating: 0x11, count: 4096)

    private static func big(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// A CAF file; packets of `frames` frames in `bytes` bytes.
    private static func caf(_ kind: [UInt8], bytes: Int, frames: Int) -> [UInt8] {
      let rate = (0..<8).reversed().map {
        UInt8(truncatingIfNeeded: (22_050.0).bitPattern >> (8 * UInt64($0)))
      }
      let description = rate + kind + [0, bytes, frames, 1, 0].flatMap { big($0, 4) }
      return Array("caff".utf8) + [0, 1, 0, 0] + Array("desc".utf8) + big(32, 8) + description
        + Array("data".utf8) + big(sound.count + 4, 8) + big(0, 4) + sound
    }

    private static func aifc(_ kind: String) -> [UInt8] {
      let rate: [UInt8] = [0x40, 0x0D, 0xAC, 0x44, 0, 0, 0, 0, 0, 0]
      let common = big(1, 2) + big(64, 4) + big(16, 2) + rate + Array(kind.utf8) + [0, 0]
      let chunks =
        Array("COMM".utf8) + big(common.count, 4) + common + Array("SSND".utf8) + big(sound.count + 8, 4)
        + big(0, 8) + sound
      return Array("FORM".utf8) + big(chunks.count + 4, 4) + Array("AIFC".utf8) + chunks
    }

    private static func au(_ number: Int) -> [UInt8] {
      Array(".snd".utf8) + [24, sound.count, number, 22_050, 1].flatMap { big($0, 4) } + sound
    }

    private static let kinds: [(bytes: [UInt8], words: String)] = [
      (WaveBytes(formatTag: 0x20)(sound), "Yamaha ADPCM"), (WaveBytes(formatTag: 0x45)(sound), "G.726"),
      (WaveBytes(formatTag: 0x28F)(sound), "G.722"), (WaveBytes(formatTag: 0xF1AC)(sound), "FLAC"),
      (WaveBytes(formatTag: 0x1234)(sound), "0x1234"),
      (WaveBytes(formatTag: 2, channelCount: 3)(sound), "3 channels of Microsoft's ADPCM"),
      (caf(Array("ms".utf8) + [0, 2], bytes: 256, frames: 500), "Microsoft's ADPCM"),
      (caf(Array("ms".utf8) + [0, 0x11], bytes: 256, frames: 505), "IMA ADPCM"),
      (caf(Array("ima4".utf8), bytes: 34, frames: 64), "IMA ADPCM"),
      (caf(Array("QDM2".utf8), bytes: 0, frames: 0), "QDM2"),
      (aifc("QDM2"), "QDM2"), (aifc("MAC6"), "MAC6"), (au(24), "G.722"),
    ]

    @Test func theyAreNamedWhereTheLibrariesAreMissing() {
      withoutFFmpeg {
        for kind in Self.kinds {
          expectRefusal(.unsupported, .bytes(kind.bytes), mentions: kind.words, "ffmpeg")
        }
      }
    }

    @Test func soAreThoseOfSeveralFilesInOne() {
      let one = WaveBytes(formatTag: 0x20)(Self.sound)
      withoutFFmpeg { expectRefusal(.unsupported, .bytes(one + one), mentions: "Yamaha ADPCM") }
    }

    @Test func damageOfKnownEncodingsIsDamage() {
      withoutFFmpeg {
        // ADPCM in blocks of no bytes, and a number that no encoding has.
        expectRefusal(.damaged, .bytes(WaveBytes(formatTag: 2, bitsPerSample: 4)(Self.sound)))
        expectRefusal(.damaged, .bytes(Self.au(4711)))
      }
    }

    @Test(
      .enabled(if: FFmpegLibraries.isAvailable, "needs FFmpeg's libraries (Tools/setup/setup.sh build)"))
    func theyAreReadWhereTheLibrariesAre() throws {
      for bytes in [
        Self.caf(Array("ima4".utf8), bytes: 34, frames: 64),
        WaveBytes(formatTag: 0x20, bitsPerSample: 4)(Self.sound),
        WaveBytes(formatTag: 0x28F, bitsPerSample: 8)(Self.sound),
      ] {
        #expect(try AudioDecoder().decode(bytes).signal.frameCount > 1000)
      }
    }
  }
#endif
