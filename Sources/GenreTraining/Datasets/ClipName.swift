import GenreKit

/// The names of clips in lists, caches and folders, which differ in folder and extension.
enum ClipName {
  /// `blues.00029` of `blues/blues.00029.wav` and of `blues.00029`: the last component without an audio file's
  /// extension. What follows a dot and is all digits is part of the name.
  static func stem(of name: String) -> String {
    let last = PathName.last(of: name)
    guard AudioFileFinder.isAudioName(last), let dot = last.utf8.lastIndex(of: UInt8(ascii: ".")) else {
      return last
    }
    return String(last[..<dot])
  }
}
