import ArgumentParser
import GenreKit

/// The command: arguments in, text or JSON out.
@main
struct GenreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "genre-cli",
    abstract: "Classify recordings by musical genre, with confidence and timeline.",
    discussion: """
      Everything happens on this machine: no network connection is opened.

      Examples:
        genre-cli classify song.mp3
        genre-cli classify --recursive --format csv Music/ > genres.csv
        genre-cli info gru

      Exit status: 0 success, 1 some inputs failed (the others are answered), 64 wrong usage, 65 not audio or damaged \
      data, 66 not found or unreadable, 70 training failed, 73 output not writable, 130 stopped by Ctrl-C.
      """,
    version: GenrePackage.version,
    subcommands: [
      ClassifyCommand.self, InfoCommand.self, FeaturesCommand.self, TrainCommand.self, EvaluateCommand.self,
      CalibrateCommand.self,
      CompareCommand.self, TagCommand.self, WorkerCommand.self, ListenCommand.self, DoctorCommand.self,
    ] + traitCommands)

  /// The commands of traits.
  private static var traitCommands: [any ParsableCommand.Type] {
    #if Library
      [LibraryCommand.self]
    #else
      []
    #endif
  }

  static func main() {
    if let word = CommandLineText.misreadName {
      Console.fail("unknown option '\(word)'; for a file of that name write ./\(word)")
      exit(withError: ExitCode(64))
    }
    main(CommandLineText.arguments)
  }
}
