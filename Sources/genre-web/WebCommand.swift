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
    abstract:
      "Serves a page on which one uploads or records music and reads its genre, and the API under it.",
    discussion: """
      Each option can be given as an environment variable instead: --max-upload as GENRE_WEB_MAX_UPLOAD, and so on.
      The option wins.

      Examples:
        genre-web
        genre-web --port 9000 --model lstm
        genre-web --host 0.0.0.0 --max-upload 20M --max-duration 600 --workers 4

      Ctrl-C or SIGTERM ends what is under way and refuses the rest.
      """,
    version: GenrePackage.version)

  @OptionGroup(title: "Where")
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
        print("Open http://\(shown):\(port)/ in a browser; Ctrl-C ends it.")
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
