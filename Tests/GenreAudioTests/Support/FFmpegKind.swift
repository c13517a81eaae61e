#if FFmpeg
  import GenreAudio
  import Testing

  /// A kind of file that is read through FFmpeg's libraries, and how the command makes one.
  struct FFmpegKind: Sendable, CustomTestStringConvertible {
    let name: String
    let options: [String]
    let container: AudioFormat.Container
    let encoding: String
    let isLossless: Bool

    var testDescription: String { name }

    private init(
      _ name: String, _ options: String, _ container: AudioFormat.Container, _ encoding: String,
      isLossless: Bool = false
    ) {
      self.name = name
      self.options = options.split(separator: " ").map(String.init)
      self.container = container
      self.encoding = encoding
      self.isLossless = isLossless
    }

    private static let picture = "-f lavfi -i testsrc=d=3:s=160x120:r=10 -map 0:a -map 1:v"

    static let all: [FFmpegKind] = [
      FFmpegKind("aac.m4a", "-c:a aac", .mpeg4, "AAC"),
      FFmpegKind("front.m4a", "-c:a aac -movflags +faststart", .mpeg4, "AAC"),
      FFmpegKind("alac.m4a", "-c:a alac", .mpeg4, "ALAC", isLossless: true),
      FFmpegKind("film.mp4", "\(picture) -c:a aac -c:v mpeg4", .mpeg4, "AAC"),
      FFmpegKind("film.mov", "\(picture) -c:a aac -c:v mpeg4", .mpeg4, "AAC"),
      FFmpegKind("frames.aac", "-c:a aac -f adts", .aac, "AAC"),
      FFmpegKind("frames.latm", "-c:a aac -f latm", .aac, "AAC"),
      FFmpegKind("two.wma", "-c:a wmav2", .asf, "Windows Media Audio"),
      FFmpegKind("one.wma", "-c:a wmav1", .asf, "Windows Media Audio"),
      FFmpegKind("wma.wav", "-c:a wmav2", .wav, "Windows Media Audio"),
      FFmpegKind("dolby.ac3", "-c:a ac3", .ac3, "AC-3"),
      FFmpegKind("dolby.eac3", "-c:a eac3", .ac3, "E-AC-3"),
      FFmpegKind("cinema.dts", "-c:a dca -strict -2", .dts, "DTS"),
      FFmpegKind("song.wv", "-c:a wavpack", .wavPack, "WavPack", isLossless: true),
      FFmpegKind("song.tta", "-c:a tta", .trueAudio, "True Audio", isLossless: true),
      FFmpegKind("opus.webm", "-c:a libopus", .matroska, "Opus"),
      FFmpegKind("vorbis.webm", "-c:a libvorbis", .matroska, "Vorbis"),
      FFmpegKind("flac.mka", "-c:a flac", .matroska, "FLAC", isLossless: true),
      FFmpegKind("film.mkv", "\(picture) -c:a aac -c:v mpeg4", .matroska, "AAC"),
      FFmpegKind("film.avi", "\(picture) -c:a mp2 -c:v mpeg4", .avi, "MPEG-1 layer II"),
      FFmpegKind("film.flv", "\(picture) -c:a aac -c:v flv1", .flashVideo, "AAC"),
      FFmpegKind("film.mpg", "\(picture) -c:a mp2 -c:v mpeg1video -r 25", .mpegProgram, "MPEG-1 layer II"),
      FFmpegKind("film.ts", "\(picture) -c:a aac -c:v mpeg2video -r 25", .mpegTransport, "AAC"),
      FFmpegKind("voice.spx", "-c:a libspeex -ar 32000", .ogg, "Speex"),
    ]
  }
#endif
