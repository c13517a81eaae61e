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
  /// - Returns: The files found, and an error for each folder that could not be read or held no audio, and for each entry
  ///   that may be a folder or audio and could not be looked at. Names that are not UTF-8 have their bytes in private
  ///   code points (`Docs/Formats.md`); give the paths back as they are.
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
      let path = PathName.joined(folder, name)
      switch FileStatus.kind(of: path) {
      case .folder:
        if recursive { files += search(path, recursive: true, seen: &seen, failures: &failures) }
      case .file:
        if isAudioName(name) {
          files.append(path)
        } else if ending(of: name) == nil {
          if let error = unreadableFile(path) {
            failures.append(error)
          } else if isAudioContent(path) {
            files.append(path)
          }
        }
      case .other: break
      case .absent, .unknown:
        // What is named as audio is given to the decoder all the same, whose error says more.
        if isAudioName(name) {
          files.append(path)
        } else if let error = unknownEntry(path) {
          failures.append(error)
        }
      }
    }
    return files
  }

  /// The error for something in a folder that cannot be looked at, and may be a folder or sound; nil for what can, and
  /// for links that lead nowhere and have the ending of another kind of file.
  package static func unknownEntry(_ path: String) -> GenreError? {
    guard case .unknown(let reason) = FileStatus.kind(of: path) else { return nil }
    if FileStatus.isBrokenLink(path), ending(of: PathName.last(of: path)) != nil { return nil }
    return GenreError(
      .unreadable, "cannot be looked at (\(reason)); check the permissions of its folder, or remove it",
      path: path)
  }

  /// The error for a file without an ending whose content cannot be looked at.
  private static func unreadableFile(_ path: String) -> GenreError? {
    FileStatus.isReadable(path)
      ? nil
      : GenreError(
        .unreadable, "cannot be read, so it is not known whether it is audio; check its permissions",
        path: path)
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
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let ending = String(Substring(name.utf8[dot...].dropFirst())).lowercased()
    let isOne = ending.allSatisfy { $0.isLetter || $0.isNumber } && ending.contains { $0.isLetter }
    return isOne ? ending : nil
  }
}
