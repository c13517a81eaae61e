import GenreKit

extension GenreFolder {
  /// Warnings about the folder once its files have been read, each in a line: folders without audio, genres without a
  /// usable file (neither is a genre of the data), and folders that cannot be read.
  ///
  /// - Parameter used: The genres of which a file could be used.
  public func warnings(used: [String]) -> [String] {
    labels.filter { !used.contains($0) }.map {
      "no file of '\($0)' could be decoded; the data set does not have this genre"
    } + foldersWithoutAudio.map { "\(path)/\($0): has no audio files; the data set does not have this genre" }
      + unreadableFolders.map(\.description)
  }
}
