internal import GenreBase
import ArgumentParser
import GenreKit
import Logging

extension WebCommand {
  /// One line a request, on standard error.
  static var logger: Logger {
    var logger = Logger(label: "genre-web") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = Environment.value("LOG_LEVEL", default: .info) { Logger.Level(rawValue: $0) }
    return logger
  }

  /// From an error to its exit status, as in `sysexits.h`.
  static func exitCode(of error: GenreError) -> ExitCode {
    switch error.code {
    case .invalidArgument: ExitCode(64)
    case .notFound, .unreadable: ExitCode(66)
    default: ExitCode(65)
    }
  }

  /// Writes an error line to standard error.
  static func fail(_ message: String) {
    let line = Array("error: \(message)\n".utf8)
    _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  /// Ends the process without waiting for threads that may never come back, and without tearing down what they use.
  static func end() -> Never {
    flushOutput()
    _exit(0)
  }

  /// The address must be seen at once, also through a pipe.
  static func flushOutput() {
    fflush(nil)
  }
}
