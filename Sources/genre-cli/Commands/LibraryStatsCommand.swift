#if Library
  import ArgumentParser
  import GenreKit
  import GenreLibrary

  /// `genre-cli library stats`: numbers about a library.
  struct LibraryStatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stats",
      abstract: "Count the files of a library by genre and by folder.",
      discussion: """
        Examples:
          genre-cli library stats
          genre-cli library stats --folder ~/Music/New --depth 2
          genre-cli library stats --format html > library.html
        """)

    /// The output format of the numbers.
    enum Format: String, ExpressibleByArgument, CaseIterable {
      /// Tables of text.
      case text
      /// A page with tables and a plot (SVG).
      case html
    }

    @OptionGroup
    var database: DatabaseOption

    @Option(help: ArgumentHelp("Only files below this folder.", valueName: "DIR"), completion: .directory)
    var folder: String?

    @Option(
      help: ArgumentHelp(
        "Levels of folders to count separately, below the folder that holds all files; 0 to 100.",
        valueName: "N"))
    var depth: Int = 1

    @Option(help: "Output format.")
    var format: Format = .text

    func validate() throws {
      if !(0...100).contains(depth) { throw ValidationError("--depth must be 0 to 100, not \(depth)") }
    }

    func run() throws {
      try Failure.exiting { () throws(GenreError) in
        let library = try database.open()
        let statistics = try library.statistics(
          folder: folder.map { MusicLibrary.resolved(folder: $0) }, depth: depth)
        switch format {
        case .text:
          let lines = StatisticsText.text(statistics).split(separator: "\n", omittingEmptySubsequences: false)
          Console.print(lines.map { String($0).printable }.joined(separator: "\n"), terminator: "")
        case .html: Console.print(StatisticsPage.html(statistics), terminator: "")
        }
      }
    }
  }
#endif
