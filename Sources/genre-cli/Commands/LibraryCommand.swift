#if Library
  import ArgumentParser

  /// `genre-cli library`: the index of a music library.
  struct LibraryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "library",
      abstract: "Index a whole music library: scan it, list it, make playlists.",
      discussion: """
        A scan classifies the files below a folder and keeps the answers in a database (SQLite). The next scan looks only \
        at files that are new or have changed, and a scan that was stopped continues. The other subcommands only read the \
        database, also while a scan runs; tag writes into the files.

        Examples:
          genre-cli library scan ~/Music
          genre-cli library list --genre jazz --min-confidence 0.8
          genre-cli library stats
          genre-cli library playlist --genre jazz > jazz.m3u8
          genre-cli library errors
          genre-cli library tag
        """,
      subcommands: [
        LibraryScanCommand.self, LibraryListCommand.self, LibraryStatsCommand.self,
        LibraryPlaylistCommand.self,
        LibraryErrorsCommand.self, LibraryTagCommand.self,
      ])
  }
#endif
