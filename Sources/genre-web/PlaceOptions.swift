import ArgumentParser
import GenreKit
import GenreWeb

/// The options of the address, the port and the model.
struct PlaceOptions: ParsableArguments {
  private static let standard = WebConfiguration()

  @Option(help: "Address to listen on; 0.0.0.0 for all addresses of this machine.")
  var host = Environment.text("HOST") ?? standard.host

  @Option(help: "Port to listen on; 0 for any free port.")
  var port = Environment.value("PORT", default: standard.port) { Int($0) }

  @Option(
    help: ArgumentHelp(
      "Default model: \(GenreModel.bundledNames.joined(separator: ", ")) or the path of a model file.",
      valueName: "name|path"))
  var model = Environment.text("MODEL") ?? GenreModel.defaultName

  func apply(to configuration: inout WebConfiguration) {
    configuration.host = host
    configuration.port = port
    configuration.model = ModelSource(argument: model)
  }
}
