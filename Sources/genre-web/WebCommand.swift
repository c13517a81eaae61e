import ArgumentParser
internal import CGenreMemory
import GenreKit
import GenreWeb
import Logging

/// The command: options in, a running server out.
@main
struct WebCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "genre-web",
    abstract: "Serve a web page that classifies uploaded or recorded music, and its HTTP API.",
    discussion: """
      Each option has an environment variable: GENRE_WEB_MAX_UPLOAD for --max-upload, and so on. The option takes \
      precedence.

      Examples:
        genre-web
        genre-web --port 9000 --model lstm
        genre-web --host 0.0.0.0 --max-upload 20M --max-duration 600 --workers 4

      Ctrl-C or SIGTERM stops the server: requests in progress are answered, new ones are refused.
      """,
    version: GenrePackage.version)

  @OptionGroup(title: "Address and model")
  var place: PlaceOptions

  @OptionGroup(title: "Limits")
  var limits: LimitOptions

  func run() async throws {
    // The memory that the uploads may take counts what is in use, and nothing that the allocator keeps of it.
    genre_return_memory_from(WebConfiguration.largeBlockByteCount)
    let server: WebServer
    do throws(GenreError) {
      server = try WebServer(configuration)
    } catch {
      Self.fail(error.description)
      throw Self.exitCode(of: error)
    }
    let host = place.host
    do {
      try await server.run(logger: Self.logger) { port in
        let shown = host.contains(":") ? "[\(host)]" : host
        print("Open http://\(shown):\(port)/ in a browser; press Ctrl-C to stop.")
        Self.flushOutput()
      }
    } catch {
      Self.fail(ListeningFailure(error, host: host, port: place.port).description)
      throw ExitCode(69)
    }
    Self.end()
  }

  private var configuration: WebConfiguration {
    var configuration = WebConfiguration()
    place.apply(to: &configuration)
    limits.apply(to: &configuration)
    return configuration
  }
}
