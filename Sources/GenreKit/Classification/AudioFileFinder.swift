/// Finds the audio files that a list of paths stands for.
public enum AudioFileFinder {
  /// Endings that are looked at inside folders; what a file is is then decided by its content.
  static let endings: Set<String> = [
    "wav", "wave", "rf64", "w64", "aif", "aiff", "aifc", "au", "snd", "caf", "flac", "ogg", "oga", "opus",
    "mp1", "mp2", "mp3", "mpa", "mpga", "nist", "sph", "voc", "svx", "8svx", "avr", "paf",
  ]

  /// Endings of music that is not read: inside folders it is named with what to do, not passed over without a word.
  static let unreadEndings: Set<String> = [
    "m4a", "m4b", "mp4", "aac", "wma", "ape", "wv", "mpc", "mka", "webm", "weba", "tta", "ac3", "spx", "ra",
    "dsf",
    "dff",
  ]

  /// The files behind `paths`, in order: a path that is no folder stands for itself, whatever its name; a folder for
  /// the files in it that have an audio file's ending, whether they can be read or not, sorted by name. Hidden files
  /// and folders are passed over, and so are pipes and devices, which might never end.
  ///
  /// - Parameters:
  ///   - paths: Files and folders, in any mixture.
  ///   - recursive: Whether folders inside folders are searched too, links to folders as well; each folder once, so that
  ///     no circle can arise.
  /// - Returns: The files found, and an error for each folder that could not be read or held no audio.
  public static func files(behind paths: [String], recursive: Bool) -> (
    files: [String], failures: [GenreError]
  ) {
    var files: [String] = []
    var failures: [GenreError] = []
    for path in paths {
      guard FileListing.isFolder(path) else {
        files.append(path)
        continue
      }
      var seen: Set<FileListing.Identity> = []
      let found = search(path, recursive: recursive, seen: &seen, failures: &failures)
      if found.isEmpty, !failures.contains(where: { $0.path == path }) {
        let hint = recursive ? "" : "; a recursive search looks into its folders too"
        failures.append(GenreError(.notFound, "no audio files in this folder\(hint)", path: path))
      }
      files += found
    }
    return (files, failures)
  }

  private static func search(
    _ folder: String, recursive: Bool, seen: inout Set<FileListing.Identity>, failures: inout [GenreError]
  ) -> [String] {
    guard FileListing.identity(of: folder).map({ seen.insert($0).inserted }) ?? true else { return [] }
    let names: [String]
    do {
      names = try FileListing.names(in: folder)
    } catch {
      failures.append(error)
      return []
    }
    var files: [String] = []
    for name in names {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      if FileListing.isFolder(path) {
        if recursive { files += search(path, recursive: true, seen: &seen, failures: &failures) }
      } else if isAudioName(name), FileListing.isRegularFile(path) || !FileListing.exists(path) {
        files.append(path)
      }
    }
    return files
  }

  static func isAudioName(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    let ending = name[name.index(after: dot)...].lowercased()
    return endings.contains(ending) || unreadEndings.contains(ending)
  }
}
