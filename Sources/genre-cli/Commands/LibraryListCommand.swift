#if Library
  import ArgumentParser
  import GenreKit
  import GenreLibrary

  /// `genre-cli library list`: files of the database and their answers.
  struct LibraryListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the classified files of a library.",
      discussion: """
        Files are listed in the order of their paths. With --format paths each line is a path and nothing else, and \
        with --null each ends with a zero byte, as xargs -0 reads them.

        Examples:
          genre-cli library list --genre jazz --genre blues --sure
          genre-cli library list --changed-since 7d --format csv > new.csv
          genre-cli library list --unsure --format paths --null | xargs -0 ls -l
        """)

    /// The output format of a list.
    enum Format: String, ExpressibleByArgument, CaseIterable {
      /// Confidence, genre and path on a line.
      case text
      /// Comma-separated values with a header.
      case csv
      /// A JSON object per line.
      case ndjson
      /// Paths alone.
      case paths
    }

    @OptionGroup
    var database: DatabaseOption

    @OptionGroup
    var filter: LibraryFilterOptions

    @Option(help: "Output format.")
    var format: Format = .text

    @Flag(help: "With --format paths: end each path with a zero byte.")
    var null = false

    func validate() throws {
      if null, format != .paths { throw ValidationError("--null needs --format paths") }
    }

    func run() throws {
      try Failure.exiting { () throws(GenreError) in
        let library = try database.open()
        if format == .csv { Console.print(EntryCSV.header, terminator: "") }
        try library.forEach(matching: filter.filter(.answered)) { entry throws(GenreError) in
          switch format {
          case .text: Console.print(LibraryText.line(entry).printable)
          case .csv: Console.print(EntryCSV.row(entry), terminator: "")
          case .ndjson: Console.print(try entry.json())
          case .paths: try StandardOutput.write(entry.pathBytes + [null ? 0 : 10])
          }
        }
      }
    }
  }
#endif
