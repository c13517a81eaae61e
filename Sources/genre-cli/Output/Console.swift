internal import GenreBase
import GenreKit

/// The terminal: what is one, how wide it is, and lines on standard error.
enum Console {
  /// Whether standard error is a terminal on which a line can be drawn over.
  static let isErrorTerminal = isTerminal(STDERR_FILENO)
  /// The same of standard output.
  static let isOutputTerminal = isTerminal(STDOUT_FILENO)

  private static func isTerminal(_ descriptor: CInt) -> Bool {
    isatty(descriptor) == 1 && !["", "dumb"].contains(getenv("TERM").map { String(cString: $0) } ?? "")
  }

  /// The columns of the terminal, 80 where there is none.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// As much of a line as the terminal has room for: a longer one would wrap, and could not be drawn over.
  static func fitted(_ line: String) -> String { line.printable.prefix(columns: max(1, width - 1)) }

  /// Writes text to standard output, at once: whoever reads from a pipe sees each answer when it is there. Where that is
  /// not possible, nothing more is worth doing, and the command ends as one does that cannot write its file.
  static func print(_ text: String, terminator: String = "\n") {
    do throws(GenreError) {
      try StandardOutput.write(text + terminator)
    } catch {
      fail(error.description)
      exit(Failure.exitCode(of: error).rawValue)
    }
  }

  /// Writes text for people to standard output, bytes of names that are not UTF-8 as in `\xE9`.
  static func printShown(_ text: String, terminator: String = "\n") {
    print(PathText.shown(text), terminator: terminator)
  }

  /// Writes text to standard output with the bytes of names that are not UTF-8, as ``print(_:terminator:)`` does.
  static func printExactly(_ text: String) {
    do throws(GenreError) {
      try StandardOutput.write(PathText.bytes(text))
    } catch {
      fail(error.description)
      exit(Failure.exitCode(of: error).rawValue)
    }
  }

  /// Writes a warning line to standard error.
  static func warn(_ message: String) { writeError("warning: \(message.printable)\n") }

  /// Writes an error line to standard error.
  static func fail(_ message: String) { writeError("error: \(message.printable)\n") }

  /// Writes text to standard error as it is.
  static func writeError(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
