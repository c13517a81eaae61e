import GenreAudio

/// Runs a test as if FFmpeg's libraries were not installed.
func withoutFFmpeg(_ test: () throws -> Void) rethrows {
  #if FFmpeg
    try FFmpegLibraries.$folder.withValue("/no/such/folder", operation: test)
  #else
    try test()
  #endif
}
