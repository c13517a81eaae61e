#if FFmpeg
  internal import CGenreFFmpeg

  /// What FFmpeg takes the beginning of an input for.
  struct FFmpegProbe {
    /// The format, in words.
    let name: String
    /// How sure that is, 1 to 100.
    let score: Int

    /// Nil where FFmpeg knows no format that is accepted here.
    init?(_ library: FFmpegLibraries.Handle, _ bytes: [UInt8]) {
      var name = [CChar](repeating: 0, count: 128)
      score = Int(genre_ffmpeg_probe(library.pointer, bytes, bytes.count, &name, name.count))
      guard score > 0 else { return nil }
      self.name = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
#endif
