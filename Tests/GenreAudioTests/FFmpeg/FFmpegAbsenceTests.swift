#if FFmpeg
  import GenreAudio
  import GenreTestSupport
  import Testing

  /// Where FFmpeg's libraries are missing, an encoding that needs them is called that, and damage is called damage.
  @Suite struct FFmpegAbsenceTests {
    private static let kinds: [(bytes: [UInt8], words: String)] = [
      ([0, 0, 0, 24] + Array("ftypM4A ".utf8), "MPEG-4"), ([0, 0, 1, 0] + Array("mdat".utf8), "QuickTime"),
      ([0x1A, 0x45, 0xDF, 0xA3], "WebM"),
      ([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], "Windows Media"),
      (Array("wvpk".utf8), "WavPack"), (Array("TTA1".utf8), "True Audio"),
      (Array("MAC ".utf8), "Monkey's Audio"),
      (Array("MPCK".utf8), "Musepack"), (Array("DSD ".utf8), "DSD"), (Array("#!AMR".utf8), "AMR"),
      ([0x0B, 0x77], "AC-3"), ([0x7F, 0xFE, 0x80, 1], "DTS"), (Array("FLV".utf8), "Flash"),
      (Array("RIFF....AVI ".utf8), "AVI"), ([0, 0, 1, 0xBA], "MPEG"), (Array(".RMF".utf8), "RealMedia"),
    ]

    @Test func kindsAreNamedWithWhatHelps() {
      withoutFFmpeg {
        #expect(!FFmpegLibraries.isAvailable)
        for kind in Self.kinds {
          let bytes = kind.bytes + [UInt8](repeating: 9, count: 500)
          let help = FFmpegLibraries.isBuilt ? "install" : "build"
          expectRefusal(.unsupported, .bytes(bytes, name: "song"), mentions: kind.words, help, "ffmpeg -i")
        }
      }
    }

    @Test func encodingsInWaveAreNamed() {
      let bytes = WaveBytes(formatTag: 0x161, sampleRate: 44_100)([UInt8](repeating: 1, count: 5000))
      withoutFFmpeg {
        expectRefusal(.unsupported, .bytes(bytes), mentions: "Windows Media Audio", "WAV")
      }
    }

    @Test func damageIsDamage() {
      withoutFFmpeg {
        expectRefusal(.damaged, .bytes(Array("RIFF\0\0\0\0WAVE".utf8)), mentions: "WAV")
        expectRefusal(.damaged, .bytes(Array("fLaC".utf8)), mentions: "FLAC")
      }
    }

    /// Words that happen to stand where QuickTime has its marks.
    @Test func textIsText() {
      for text in [
        "Get free music here, as much as you like", "Buy moovies, and more of them", "the skip of it all",
      ] {
        expectRefusal(.notAudio, .bytes(Array(text.utf8)), mentions: "text")
      }
    }
  }
#endif
