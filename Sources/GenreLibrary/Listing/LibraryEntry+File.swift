import GenreKit

extension LibraryEntry {
  /// Throws unless the file at the path is the one that was classified: size and time are the same, or the sound is.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidData` for a file with another sound.
  package func checkFile() throws(GenreError) {
    let file = try OpenFile(BytePath(pathBytes))
    if try file.stamp() == FileStamp(size: size, modified: modified) { return }
    guard let sound, try SoundHash(file).text == sound else {
      throw GenreError(.invalidData, "has another sound than at the last scan; scan it again", path: path)
    }
  }
}
