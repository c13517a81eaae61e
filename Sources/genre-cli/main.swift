import ArgumentParser
import GenreKit
struct GenreCLI: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "genre-cli", version: "0.1.0", subcommands: [Classify.self])
}
struct Classify: ParsableCommand {
  @Flag var timeline = false
  @Argument var paths: [String]
  func run() throws {
    for p in paths { print(p, try GenreClassifier(model: .bundled).classify(contentsOf: p).best) }
  }
}
GenreCLI.main() // 27537
