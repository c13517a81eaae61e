#if FFmpeg
  import Foundation
  import GenreAudio
  import GenreTestSupport
  import Testing

  /// Files that were damaged or made to do harm: each is answered soon, and opens nothing but itself.
  @Suite(
    .enabled(if: FFmpegCommand.isReady, Comment(rawValue: FFmpegCommand.need)), .timeLimit(.minutes(10)))
  struct FFmpegDamageTests {
    /// In processes of its own, so that a crash in a library is one failed test, and whatever it prints is seen.
    @Test(arguments: 0..<3) func everyVariantIsAnswered(_ part: Int) async {
      let result = await #expect(
        processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
      ) { [part] in
        for (index, kind) in FFmpegKind.all.enumerated() where index % 3 == part {
          let scratch = try Scratch()
          let bytes = try Scratch.bytes(FFmpegCommand.encoded(kind.options, as: kind.name, in: scratch))
          try Damage.run(bytes, name: kind.name, seed: index)
        }
      }
      #expect(result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } == "")
      #expect(result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } == "")
    }

    /// Playlists and scripts that name files and addresses. A byte that no text has makes sure that FFmpeg sees them.
    @Test func nothingElseIsOpened() throws {
      let listener = try Listener()
      let scratch = try Scratch()
      let secret = try scratch.write(Data(FFmpegCommand.sound), to: "secret.wav")
      let address = "http://127.0.0.1:\(listener.port)/song.mp3"
      for target in [address, secret, "file:\(secret)"] {
        for script in [
          "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:9,\n\(target)\n#EXT-X-ENDLIST\n",
          "ffconcat version 1.0\nfile '\(target)'\n",
          "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio \(listener.port) RTP/AVP 0\n",
          "[playlist]\nFile1=\(target)\n",
          "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><BaseURL>\(target)</BaseURL></MPD>",
        ] {
          for bytes in [Array(script.utf8), Array(script.utf8) + [1, 2, 3, 0x80]] {
            expectRefusal(.notAudio, .bytes(bytes, name: "list.m3u8"))
            try scratch.write(Data(bytes), to: "list.m3u8")
            expectRefusal(.notAudio, .file(path: scratch.path("list.m3u8")))
          }
        }
      }
      #expect(listener.connectionCount == 0)
    }

    /// Random bytes behind the first ones of each kind, and noise alone.
    @Test(arguments: 0..<40) func noiseIsRefusedSoon(_ seed: UInt64) throws {
      var random = SeededGenerator(seed: 1000 + seed)
      let noise = random.bytes(200_000)
      let beginnings: [[UInt8]] = [
        [0, 0, 0, 24] + Array("ftypM4A ".utf8), [0, 0, 2, 0] + Array("moov".utf8), [0x1A, 0x45, 0xDF, 0xA3],
        [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], Array("wvpk".utf8), Array("TTA1".utf8),
        Array("FLV".utf8),
        Array("MAC ".utf8), Array("DSD ".utf8), Array("MPCK".utf8), [0x0B, 0x77], [0, 0, 1, 0xBA], [],
      ]
      let clock = ContinuousClock()
      for beginning in beginnings {
        let start = clock.now
        // Some kinds have no checksum: their noise may be sound.
        _ = try? AudioDecoder().decode(beginning + noise)
        #expect(clock.now - start < .seconds(10))
      }
    }
  }
#endif
