#if Library
  import ArgumentParser
  import GenreKit
  import GenreLibrary

  /// `genre-cli library errors`: files that could not be classified.
  struct LibraryErrorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "errors",
      abstract: "List the files that could not be classified, and why.",
      discussion: """
        A scan tries such a file again when it has changed, or with --retry-errors.

        Examples:
          genre-cli library errors
          genre-cli library errors --format ndjson
        """)

    /// The output format of the errors.
    enum Format: String, ExpressibleByArgument, CaseIterable {
      /// Path and message on a line.
      case text
      /// Comma-separated values with a header.
      case csv
      /// A JSON object per line.
      case ndjson
    }

    @OptionGroup
    var database: DatabaseOption

    @Option(help: ArgumentHelp("Only files below this folder.", valueName: "DIR"), completion: .directory)
    var folder: String?

    @Option(help: "Output format.")
    var format: Format = .text

    func run() throws {
      try Failure.exiting { () throws(GenreError) in
        let library = try database.open()
        if format == .csv { Console.print(EntryCSV.header, terminator: "") }
        var filter = LibraryFilter()
        filter.kind = .failed
        filter.folder = folder.map { MusicLibrary.resolved(folder: $0) }
        try library.forEach(matching: filter) { entry throws(GenreError) in
          switch format {
          case .text: Console.print(LibraryText.failureLine(entry).printable)
          case .csv: Console.print(EntryCSV.row(entry), terminator: "")
          case .ndjson: Console.print(try entry.json())
          }
        }
      }
    }
  }
#endif
