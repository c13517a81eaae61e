#if FFmpeg
  import Foundation
  import GenreAudio
  import GenreTestSupport
  import Testing

  /// Every kind that is read through FFmpeg's libraries: told by content, decoded as the command decodes it.
  @Suite(.enabled(if: FFmpegCommand.isReady, Comment(rawValue: FFmpegCommand.need))) struct FFmpegFormatTests
  {
    /// The same libraries decode for the command, so that the samples are equal; 1e-6 allows its conversion to float
    /// another rounding.
    @Test(arguments: FFmpegKind.all) func samplesAreTheCommands(_ kind: FFmpegKind) throws {
      let scratch = try Scratch()
      let file = try FFmpegCommand.encoded(kind.options, as: kind.name, in: scratch)
      let copy = try TemporaryFile("named-wrongly.txt", holding: try Scratch.bytes(file))
      let decoded = try AudioDecoder().decode(contentsOf: copy.path)
      #expect(decoded.format.container == kind.container)
      #expect(decoded.format.encoding == kind.encoding)
      #expect(decoded.warnings.isEmpty, "\(decoded.warnings)")

      let expected = try FFmpegCommand.decoded(file, in: scratch).signal
      #expect(decoded.signal.sampleRate == expected.sampleRate)
      #expect(decoded.signal.channelCount == expected.channelCount)
      try #require(decoded.signal.samples.count == expected.samples.count)
      #expect(zip(decoded.signal.samples, expected.samples).allSatisfy { abs($0 - $1) <= 1e-6 })
      #expect(abs(decoded.signal.duration - 3) < 0.2)
      #expect(decoded.signal.samples.contains { abs($0) > 0.2 })
    }

    @Test(arguments: FFmpegKind.all.filter(\.isLossless)) func losslessIsTheSoundItself(_ kind: FFmpegKind)
      throws
    {
      let scratch = try Scratch()
      let file = try FFmpegCommand.encoded(kind.options, as: kind.name, in: scratch)
      let decoded = try AudioDecoder().decode(contentsOf: file).signal
      #expect(decoded == (try AudioDecoder().decode(FFmpegCommand.sound).signal))
    }

    @Test(arguments: ["aac.m4a", "alac.m4a", "two.wma", "opus.webm", "film.mkv"])
    func memoryAndPipesGiveTheSame(_ name: String) throws {
      let scratch = try Scratch()
      let kind = try #require(FFmpegKind.all.first { $0.name == name })
      let file = try FFmpegCommand.encoded(kind.options, as: name, in: scratch)
      let bytes = try Scratch.bytes(file)
      let expected = try AudioDecoder().decode(contentsOf: file)
      #expect(try AudioDecoder().decode(bytes) == expected)

      let pipe = scratch.path("pipe")
      try #require(mkfifo(pipe, 0o600) == 0)
      let writer = Thread {
        guard let handle = FileHandle(forWritingAtPath: pipe) else { return }
        try? handle.write(contentsOf: bytes)
        try? handle.close()
      }
      writer.start()
      #expect(try AudioDecoder().decode(contentsOf: pipe) == expected)
    }

    /// Six channels at 24 bits, and one at 8 kHz.
    @Test func otherShapes() throws {
      let scratch = try Scratch()
      let wide = try FFmpegCommand.encoded(
        ["-ac", "6", "-sample_fmt", "s32p", "-c:a", "alac"], as: "wide.m4a", in: scratch)
      let decoded = try AudioDecoder().decode(contentsOf: wide)
      #expect(decoded.format.channelCount == 6)
      #expect(
        decoded.signal.samples.count == (try FFmpegCommand.decoded(wide, in: scratch)).signal.samples.count)
      let narrow = try FFmpegCommand.encoded(
        ["-ac", "1", "-ar", "8000", "-c:a", "aac"], as: "narrow.m4a", in: scratch)
      #expect(try AudioDecoder().decode(contentsOf: narrow).format.sampleRate == 8000)
    }

    /// Old programs and some cameras write no `ftyp` in front.
    @Test func quickTimeWithoutFileType() throws {
      let scratch = try Scratch()
      let file = try FFmpegCommand.encoded(["-c:a", "aac", "-f", "mov"], as: "camera.mov", in: scratch)
      var bytes = try Scratch.bytes(file)
      let length = bytes[0..<4].reduce(0) { $0 << 8 | Int($1) }
      try #require(Array(bytes[4..<8]) == Array("ftyp".utf8) && length < 100)
      let whole = try AudioDecoder().decode(bytes).signal
      // Offsets in the file count from its beginning: the atom stays, as one that is skipped.
      bytes.replaceSubrange(4..<8, with: Array("free".utf8))
      #expect(try AudioDecoder().decode(bytes).signal == whole)
    }

    @Test func filmWithoutSoundIsRefused() throws {
      let scratch = try Scratch()
      let silent = scratch.path("silent.mp4")
      try FFmpegCommand.run(["-f", "lavfi", "-i", "testsrc=d=1:s=160x120:r=10", "-c:v", "mpeg4", silent])
      expectRefusal(.noSamples, .file(path: silent), mentions: "MPEG-4", "sound track")
    }

    @Test func limitsHold() throws {
      let scratch = try Scratch()
      let file = try FFmpegCommand.encoded(["-c:a", "aac"], as: "song.m4a", in: scratch)
      expectRefusal(.limitExceeded, .file(path: file), limits: .init(maximumDuration: 1), mentions: "longer")
      expectRefusal(
        .limitExceeded, .file(path: file), limits: .init(maximumChannelCount: 1), mentions: "2 channels")
    }

    @Test func cancellationIsObeyed() async throws {
      let scratch = try Scratch()
      let file = try FFmpegCommand.encoded(["-c:a", "aac"], as: "song.m4a", in: scratch)
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return Result { try AudioDecoder().decode(contentsOf: file) }
      }
      let result = await task.value
      let error = #expect(throws: AudioError.self) { try result.get() }
      #expect(error?.code == .cancelled)
    }

    @Test func cutFilesGiveTheirBeginningAndAWarning() throws {
      let scratch = try Scratch()
      let kind = try #require(FFmpegKind.all.first { $0.name == "front.m4a" })
      let bytes = try Scratch.bytes(FFmpegCommand.encoded(kind.options, as: kind.name, in: scratch))
      let cut = try AudioDecoder().decode(Array(bytes.prefix(bytes.count / 2)))
      #expect(cut.signal.duration < 2)
      #expect(cut.warnings.map(\.code).contains(.truncated), "\(cut.warnings)")
      // With the index behind the sound, nothing can be found once the end is gone.
      let open = try Scratch.bytes(FFmpegCommand.encoded(["-c:a", "aac"], as: "end.m4a", in: scratch))
      expectRefusal(
        .damaged, .bytes(Array(open.prefix(open.count / 2))), mentions: "MPEG-4", "cut or damaged")
    }
  }
#endif
