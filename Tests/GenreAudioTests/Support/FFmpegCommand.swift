#if FFmpeg
  import Foundation
  import GenreAudio
  import GenreTestSupport

  /// The command `ffmpeg`, which encodes what the tests of FFmpeg's libraries read, and decodes it for comparison.
  enum FFmpegCommand {
    struct Failure: Error { let arguments: [String] }

    /// Whether the tests can run: the command is there, and the libraries are.
    static let isReady = path != nil && FFmpegLibraries.isAvailable
    static let need: String = "needs the command ffmpeg and FFmpeg's libraries (Tools/setup/setup.sh test)"

    private static let path: String? = {
      let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
      return folders.map { "\($0)/ffmpeg" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    static func run(_ arguments: [String]) throws {
      guard let path else { throw Failure(arguments: arguments) }
      let process = Process()
      process.executableURL = URL(filePath: path)
      process.arguments = ["-v", "quiet", "-nostdin", "-y"] + arguments
      process.standardInput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { throw Failure(arguments: arguments) }
    }

    /// A file that the command makes of two channels of a made sound.
    static func encoded(_ options: [String], as name: String, in scratch: Scratch) throws -> String {
      let (wav, file) = (scratch.path("sound.wav"), scratch.path(name))
      if !FileManager.default.fileExists(atPath: wav) { try Data(sound).write(to: URL(filePath: wav)) }
      try run(["-i", wav] + options + [file])
      return file
    }

    /// What the command itself decodes, as a WAV file of 32-bit floats.
    static func decoded(_ file: String, in scratch: Scratch) throws -> DecodedAudio {
      let wav = scratch.path("decoded.wav")
      try run(["-i", file, "-map", "0:a:0", "-c:a", "pcm_f32le", wav])
      return try AudioDecoder().decode(contentsOf: wav)
    }

    /// The WAV file that is encoded: 3 s at 44.1 kHz, another tune in each ear and some noise in both.
    static let sound: [UInt8] = {
      let left = Sound.tune(seconds: 3, rate: 44_100, pitch: 220)
      let right = Sound.tune(seconds: 3, rate: 44_100, pitch: 330, beat: 3)
      let noise = Sound.noise(seconds: 3, rate: 44_100, level: 0.01)
      let samples = zip(zip(left, right), noise).flatMap { [$0.0.0 + $0.1, $0.0.1 - $0.1] }
      return WaveBytes(channelCount: 2, sampleRate: 44_100)(
        WaveBytes.pcm16(samples.map { Int16($0 * 32_767) }))
    }()
  }
#endif
