#if FFmpeg
  internal import CGenreFFmpeg

  /// What FFmpeg calls a file and its encoding, and what people call them.
  struct FFmpegSound {
    /// FFmpeg's short names of the demuxer, with commas between them, and of the encoding; empty where unknown.
    let demuxer: String
    let codec: String
    /// The encoding in words.
    let codecTitle: String

    init(_ sound: genre_ffmpeg_sound) {
      demuxer = withUnsafeBytes(of: sound.container) { Self.text($0) }
      codec = withUnsafeBytes(of: sound.codec) { Self.text($0) }
      codecTitle = withUnsafeBytes(of: sound.codec_title) { Self.text($0) }
    }

    /// The encoding as people call it.
    var encoding: String {
      if let name = Self.encodings[codec] { return name }
      return codecTitle.isEmpty ? "unknown encoding" : codecTitle
    }

    /// The kind of file.
    var container: AudioFormat.Container {
      for name in demuxer.split(separator: ",") {
        if let container = Self.containers[String(name)] { return container }
      }
      return .other(demuxer)
    }

    private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private static let encodings = [
      "aac": "AAC", "aac_latm": "AAC", "ac3": "AC-3", "alac": "ALAC", "amr_nb": "AMR",
      "amr_wb": "AMR wideband",
      "ape": "Monkey's Audio", "dts": "DTS", "eac3": "E-AC-3", "flac": "FLAC", "mp2": "MPEG-1 layer II",
      "mp3": "MPEG-1 layer III", "musepack7": "Musepack", "musepack8": "Musepack", "opus": "Opus",
      "speex": "Speex",
      "truehd": "TrueHD", "tta": "True Audio", "vorbis": "Vorbis", "wavpack": "WavPack",
      "wmalossless": "Windows Media Audio Lossless", "wmapro": "Windows Media Audio Professional",
      "wmav1": "Windows Media Audio", "wmav2": "Windows Media Audio",
    ]

    private static let containers: [String: AudioFormat.Container] = [
      "aac": .aac, "loas": .aac, "ac3": .ac3, "eac3": .ac3, "asf": .asf, "ape": .ape, "avi": .avi,
      "caf": .caf,
      "dsf": .dsd, "iff": .dsd, "dts": .dts, "flac": .flac, "flv": .flashVideo, "matroska": .matroska,
      "mov": .mpeg4,
      "mpc": .musepack, "mpc8": .musepack, "mpeg": .mpegProgram, "mpegts": .mpegTransport, "ogg": .ogg,
      "tta": .trueAudio, "wv": .wavPack, "wav": .wav, "aiff": .aiff, "au": .au, "w64": .wave64,
    ]
  }
#endif
