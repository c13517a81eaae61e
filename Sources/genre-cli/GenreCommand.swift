import ArgumentParser
import GenreKit

/// The command: arguments in, text or JSON out.
@main
struct GenreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "genre-cli",
    abstract: "Says what genre a piece of music is, how sure it is, and where in the piece.",
    discussion: """
      Everything happens on this machine: nothing is sent anywhere.

      Examples:
        genre-cli classify song.mp3
        genre-cli classify --recursive --format csv Music/ > genres.csv
        genre-cli info gru

      Exit status: 0 all well, 1 some inputs failed (each is named, the others are answered), 64 wrong usage, \
      65 not audio or damaged data, 66 not found or unreadable, 70 a training that failed, 73 the output cannot be \
      written, 130 stopped by Ctrl-C.
      """,
    version: GenrePackage.version,
    subcommands: [
      ClassifyCommand.self, InfoCommand.self, FeaturesCommand.self, TrainCommand.self, EvaluateCommand.self,
      CalibrateCommand.self,
      CompareCommand.self,
    ])

  static func main() {
    if let word = CommandLineText.misreadName {
      Console.fail("'\(word)' is no option; for a file of that name write ./\(word)")
      exit(withError: ExitCode(64))
    }
    main(nil)
  }
}
