internal import CGenreFLAC
internal import CGenreMpg123
internal import CGenreSndfile
internal import CGenreSoxr

/// The system libraries that decode and resample.
package enum AudioLibraries {
  /// Each library's name and the version that is loaded, as it says it. libmpg123 says no more than the version of its
  /// interface, which is the one that this was built against; of FFmpeg it is said which version this was built for.
  package static var versions: [(name: String, version: String)] {
    [
      ("libsndfile", text(sf_version_string())), ("libFLAC", text(genre_flac_version())),
      ("libmpg123", "API \(MPG123_API_VERSION)"), ("libsoxr", text(soxr_version())), ("FFmpeg", ffmpeg),
    ]
  }

  private static var ffmpeg: String {
    #if FFmpeg
      guard FFmpegLibraries.isBuilt else { return "its headers were missing in the build" }
      return
        "built for \(FFmpegLibraries.majorVersion), \(FFmpegLibraries.isAvailable ? "found" : "not found")"
    #else
      return "left out of the build"
    #endif
  }

  private static func text(_ version: UnsafePointer<CChar>?) -> String {
    version.map { String(cString: $0) } ?? "unknown"
  }
}
