#if Library
  import ArgumentParser
  import GenreKit
  import GenreLibrary

  /// `genre-cli library playlist`: files of the database as M3U8.
  struct LibraryPlaylistCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "playlist",
      abstract: "Write a playlist (M3U8) of the files that match.",
      discussion: """
        Examples:
          genre-cli library playlist --genre jazz --min-confidence 0.8 > jazz.m3u8
          genre-cli library playlist --folder ~/Music/New --sure > new.m3u8
        """)

    @OptionGroup
    var database: DatabaseOption

    @OptionGroup
    var filter: LibraryFilterOptions

    func run() throws {
      var failures = FailureCount()
      try Failure.exiting { () throws(GenreError) in
        let library = try database.open()
        Console.print(Playlist.header, terminator: "")
        try library.forEach(matching: filter.filter(.answered)) { entry throws(GenreError) in
          let lines: [UInt8]
          do throws(GenreError) {
            lines = try Playlist.lines(entry)
          } catch {
            return failures.report(error)
          }
          try StandardOutput.write(lines)
          failures.noteSuccess()
        }
      }
      try failures.exitIfAny()
    }
  }
#endif
