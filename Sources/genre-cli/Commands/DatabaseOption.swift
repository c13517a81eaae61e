#if Library
  import ArgumentParser
  internal import GenreBase
  import GenreKit
  import GenreLibrary

  /// `--database`: the file of a music library's index.
  struct DatabaseOption: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "Database of the library. (default: genre-cli/library.db in $XDG_DATA_HOME or ~/.local/share)",
        valueName: "FILE"),
      completion: .file())
    var database: String?

    func validate() throws {
      if let database, database.isEmpty { throw ValidationError("--database is empty; name a file") }
    }

    /// Opens the database.
    ///
    /// - Parameter creates: Whether it is made where it is missing, with the folder of the default one.
    func open(creates: Bool = false) throws(GenreError) -> MusicLibrary {
      if let database { return try MusicLibrary(path: database, creates: creates) }
      guard let folder = Self.folder else {
        throw GenreError(
          .invalidArgument, "HOME is not set, so there is no place for the database; name one (--database)")
      }
      if creates { Self.make(folder) }
      return try MusicLibrary(path: folder + "/library.db", creates: creates)
    }

    private static var folder: String? {
      if let data = variable("XDG_DATA_HOME") { return data + "/genre-cli" }
      return variable("HOME").map { $0 + "/.local/share/genre-cli" }
    }

    private static func variable(_ name: String) -> String? {
      guard let value = getenv(name).map({ String(cString: $0) }), value.hasPrefix("/") else { return nil }
      return value
    }

    /// Where it fails, opening the database says why.
    private static func make(_ folder: String) {
      let parts = folder.split(separator: "/")
      for count in 1...parts.count { mkdir("/" + parts.prefix(count).joined(separator: "/"), 0o777) }
    }
  }
#endif
