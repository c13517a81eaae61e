#if FFmpeg
  internal import CGenreFFmpeg

  /// FFmpeg's libraries, opened when the first file needs them and kept open from then on.
  ///
  /// They are no part of the program: nothing is loaded, and nothing has to be installed, for files that other readers
  /// know.
  package enum FFmpegLibraries {
    /// The folder in which they are looked for; nil for where the system has them. For tests of what is said where
    /// they are missing.
    @TaskLocal package static var folder: String?

    /// Why they cannot be used.
    struct Failure: Error {
      /// What the system said, in one line.
      let reason: String
    }

    /// Whether FFmpeg's headers were there when this was compiled.
    package static var isBuilt: Bool { majorVersion > 0 }

    /// The major version of FFmpeg that this was compiled for, such as 5; 0 where its headers were missing.
    static var majorVersion: Int { Int(genre_ffmpeg_major()) }

    /// The major version of libavformat that is looked for, as it stands in the name of its file.
    static var formatVersion: Int { Int(genre_ffmpeg_format_major()) }

    /// Whether they are there; opens them to see.
    package static var isAvailable: Bool { (try? load()) != nil }

    /// The libraries once they are open. Never closed; FFmpeg locks what its functions share.
    struct Handle: @unchecked Sendable {
      let pointer: OpaquePointer
    }

    /// Opens them at the first call.
    static func load() throws(Failure) -> Handle {
      if let folder { return try opened(in: folder).get() }
      return try shared.get()
    }

    private static let shared = opened(in: nil)

    private static func opened(in folder: String?) -> Result<Handle, Failure> {
      var reason = [CChar](repeating: 0, count: 512)
      if let library = genre_ffmpeg_load(folder, &reason, reason.count) {
        return .success(Handle(pointer: library))
      }
      let text = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      return .failure(Failure(reason: text))
    }
  }
#endif
