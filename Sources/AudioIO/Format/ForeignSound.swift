/// Sound that no reader of ours knows: what opens it where FFmpeg's libraries are, and what is said where they are not.
enum ForeignSound {
  /// How sure FFmpeg has to be of bytes that begin in no way known here, of 100: more than a name's ending would make it.
  private static let leastScore = 51
  /// How much of them it sees.
  private static let probeLength = 1 << 16

  /// The name of the format, where FFmpeg knows the beginning of an input for sure.
  static func name(of source: any ByteSource, at start: Int) -> String? {
    #if FFmpeg
      guard let library = try? FFmpegLibraries.load() else { return nil }
      let bytes = source.bytes(at: start, count: probeLength)
      return FFmpegProbe(library, bytes).flatMap {
        $0.score >= leastScore ? "a file of the format \($0.name)" : nil
      }
    #else
      return nil
    #endif
  }

  /// What helps where FFmpeg cannot be used.
  static var advice: String {
    #if FFmpeg
      guard FFmpegLibraries.isBuilt else {
        return
          "this program was built without FFmpeg's headers: build it with them (libavformat-dev), or \(conversion)"
      }
      return
        "to read it, install the libraries of FFmpeg \(FFmpegLibraries.majorVersion) (\(packageName)), or \(conversion)"
    #else
      return "this can't be decoded here; \(conversion)"
    #endif
  }

  private static let conversion = "convert it first: ffmpeg -i INPUT output.flac"

  #if FFmpeg
    private static var packageName: String {
      #if canImport(Darwin)
        "brew install ffmpeg"
      #else
        "apt-get install libavformat\(FFmpegLibraries.formatVersion)"
      #endif
    }
  #endif
}
