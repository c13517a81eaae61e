import GenreKit

/// Whether a file without an ending is audio.
enum AudioContent {
  /// Looks into a file.
  static func isAudio(_ path: BytePath) -> Bool {
    guard path.isText else {
      guard let file = try? OpenFile(path) else { return false }
      return withExtendedLifetime(file) { AudioFileFinder.isAudioContent(file.descriptorPath) }
    }
    return AudioFileFinder.isAudioContent(path.text)
  }
}
