import ArgumentParser
import GenreKit
import GenreWeb

/// Where the server listens, and with what it answers.
struct PlaceOptions: ParsableArguments {
  private static let standard = WebConfiguration()

  @Option(help: "The address to listen on; 0.0.0.0 for all of this machine's.")
  var host = Environment.text("HOST") ?? standard.host

  @Option(help: "The port to listen on; 0 for any that is free.")
  var port = Environment.value("PORT", default: standard.port) { Int($0) }

  @Option(
    help: ArgumentHelp(
      "What answers by default: \(GenreModel.bundledNames.joined(separator: ", ")) or the path of a model file.",
      valueName: "name|path"))
  var model = Environment.text("MODEL") ?? GenreModel.defaultName

  func apply(to configuration: inout WebConfiguration) {
    configuration.host = host
    configuration.port = port
    configuration.model = ModelSource(argument: model)
  }
}
