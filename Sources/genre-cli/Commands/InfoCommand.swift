import ArgumentParser
import GenreKit
import GenreReports

/// `genre-cli info`: a model's genres, network, training and accuracy.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Show a model's genres, network, training and accuracy.",
    discussion: """
      Examples:
        genre-cli info
        genre-cli info lstm
        genre-cli info my-model.safetensors --format json
      """)

  @Argument(
    help: ArgumentHelp(
      "Bundled model (\(GenreModel.bundledNames.joined(separator: ", "))) or path of a model file.",
      valueName: "name|path"),
    completion: .file())
  var model: String = GenreModel.defaultName

  @Option(help: "Output format.")
  var format: InfoFormat = .text

  func run() throws {
    try Failure.exiting { () throws(GenreError) in
      let summary = ModelSummary(try GenreModel(ModelSource(argument: model)))
      switch format {
      case .text:
        let lines = summary.text.split(separator: "\n", omittingEmptySubsequences: false)
        Console.print(lines.map { String($0).printable }.joined(separator: "\n"), terminator: "")
      case .json: Console.print(try summary.json())
      }
    }
  }
}
