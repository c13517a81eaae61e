/// Sound that no reader of ours knows: what opens it where FFmpeg's libraries are, and what is said where they are not.
enum ForeignSound {
  /// How sure FFmpeg has to be of bytes that begin in no way known here, of 100: more than a name's ending would make it.
  private static let leastScore = 51
  /// How much of them it sees.
  private static let probeLength = 1 << 16

  /// - Parameters:
  ///   - name: what the input is, for messages: `an MPEG-4 file`.
  ///   - container: what kind of file it is, where that is known.
  /// - Throws: ``AudioError``; ``AudioError/Code/unsupported`` where the libraries are missing.
  static func reader(
    _ cursor: ByteCursor, name: String, container: AudioFormat.Container? = nil
  ) throws(AudioError) -> any BlockReader {
    #if FFmpeg
      let library: FFmpegLibraries.Handle
      do {
        library = try FFmpegLibraries.load()
      } catch {
        throw AudioError(.unsupported, "is \(name); \(advice)")
      }
      return try FFmpegReader(cursor, library: library, name: name, container: container)
    #else
      throw AudioError(.unsupported, "is \(name); \(advice)")
    #endif
  }

  /// A reader for what libsndfile refused.
  ///
  /// - Parameters:
  ///   - encoding: what the file is, where its header names an encoding that libsndfile does not know.
  ///   - error: the refusal.
  /// - Throws: the refusal, unless the encoding is at fault.
  static func reader(
    _ cursor: ByteCursor, encoding: String?, container: AudioFormat.Container, insteadOf error: AudioError
  ) throws(AudioError) -> any BlockReader {
    guard error.code == .damaged else { throw error }
    if let encoding { return try reader(cursor, name: encoding, container: container) }
    do {
      return try reader(cursor, name: "", container: container)
    } catch let second {
      throw second.code == .cancelled ? second : error
    }
  }

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
