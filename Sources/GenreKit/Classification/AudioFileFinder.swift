import GenreAudio

/// Finds the audio files that a list of paths stands for.
public enum AudioFileFinder {
  /// Endings that are looked at inside folders; what a file is is then decided by its content.
  static let endings: Set<String> = [
    "wav", "wave", "rf64", "w64", "aif", "aiff", "aifc", "au", "snd", "caf", "flac", "ogg", "oga", "opus",
    "mp1", "mp2", "mp3", "mpa", "mpga", "nist", "sph", "voc", "svx", "8svx", "avr", "paf",
  ]

  /// Endings of what FFmpeg's libraries read: named with what to do where these are missing, not passed over without a
  /// word. Not `ts`, which is a program's source far more often than a film.
  static let foreignEndings: Set<String> = [
    "m4a", "m4b", "m4p", "m4r", "mp4", "m4v", "mov", "qt", "3gp", "3g2", "f4a", "aac", "adts", "latm",
    "wma", "wmv", "asf", "xwma", "ape", "wv", "mpc", "tta", "tak", "shn", "vqf", "ofr", "ac3", "eac3", "ec3",
    "dts", "dtshd", "thd", "truehd", "mlp", "spx", "ogv", "ogx", "mka", "mkv", "webm", "weba", "avi", "flv",
    "mpg", "mpeg", "vob", "m2ts", "ra", "rm", "ram", "rmvb", "amr", "awb", "oma", "aa3", "dsf", "dff", "mxf",
    "nut",
  ]

  /// The files behind `paths`, in order: a path that is no folder stands for itself, whatever its name; a folder for
  /// the files in it that have an audio file's ending, whether they can be read or not, and those without an ending
  /// that are audio by their content, sorted by name. Hidden files and folders are passed over, and so are pipes and
  /// devices, which might never end.
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
      guard FileStatus.isFolder(path) else {
        files.append(path)
        continue
      }
      var seen: Set<FileStatus.Identity> = []
      let found = search(path, recursive: recursive, seen: &seen, failures: &failures)
      if found.isEmpty, !failures.contains(where: { $0.path == path }) {
        let hint = recursive ? "; name a folder of audio files" : "; search its subfolders too"
        failures.append(GenreError(.notFound, "no audio files in this folder\(hint)", path: path))
      }
      files += found
    }
    return (files, failures)
  }

  private static func search(
    _ folder: String, recursive: Bool, seen: inout Set<FileStatus.Identity>, failures: inout [GenreError]
  ) -> [String] {
    guard FileStatus.identity(of: folder).map({ seen.insert($0).inserted }) ?? true else { return [] }
    let names: [String]
    do {
      names = try FolderListing.names(in: folder)
    } catch {
      failures.append(error)
      return []
    }
    var files: [String] = []
    for name in names {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      if FileStatus.isFolder(path) {
        if recursive { files += search(path, recursive: true, seen: &seen, failures: &failures) }
      } else if isAudio(path, name: name) {
        files.append(path)
      }
    }
    return files
  }

  /// A link that leads nowhere is named all the same: whoever made it wants to know.
  private static func isAudio(_ path: String, name: String) -> Bool {
    guard ending(of: name) != nil else {
      return isAudioContent(path)
    }
    return isAudioName(name) && (FileStatus.isRegularFile(path) || !FileStatus.exists(path))
  }

  /// Whether a file is music by its ending.
  package static func isAudioName(_ name: String) -> Bool {
    ending(of: name).map { endings.contains($0) || foreignEndings.contains($0) } ?? false
  }

  /// Whether a name has no ending that tells a kind of file, so that only the content can tell.
  package static func lacksEnding(_ name: String) -> Bool { ending(of: name) == nil }

  /// Whether a file is audio by its content.
  package static func isAudioContent(_ path: String) -> Bool {
    FileStatus.isRegularFile(path) && AudioDecoder.recognizes(contentsOf: path)
  }

  /// What tells the kind of a file, in lower case; nil in names such as `01 - Track` and `Vol. 2`.
  private static func ending(of name: String) -> String? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    let isOne = ending.allSatisfy { $0.isLetter || $0.isNumber } && ending.contains { $0.isLetter }
    return isOne ? ending : nil
  }
}
