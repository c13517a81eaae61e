internal import GenreBase

/// The current command line, quoted for a shell.
enum CommandLineText {
  /// The arguments after the command's own name, also those that are not UTF-8, as `PathText` writes them.
  static var arguments: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map {
        PathText.text(UnsafeRawBufferPointer(start: $0, count: strlen($0)))
      }
    }
  }

  /// The arguments after the command's own name, quoted where a shell needs it; without --resume, for whoever makes it
  /// again begins at the beginning.
  static var current: String {
    let arguments = arguments.filter { $0 != "--resume" }
    return (["genre-cli"] + arguments.map(quoted)).joined(separator: " ")
  }

  /// The name of a file that would be taken for several options of one letter; one of them may be the h of help, and the
  /// command would seem to have done its work. All our options are words.
  static var misreadName: String? {
    arguments.prefix { $0 != "--" }.first { argument in
      let rest = argument.dropFirst()
      return argument.hasPrefix("-") && rest.count > 1 && rest.first?.isLetter == true
    }
  }

  private static func quoted(_ argument: String) -> String {
    let isPlain = argument.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=,+".contains($0) }
    guard !isPlain || argument.isEmpty else { return argument }
    if PathText.isLossy(argument) { return "$'\(ansiQuoted(argument))'" }
    return "'" + argument.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }

  /// As bash and zsh understand it between `$'` and `'`.
  private static func ansiQuoted(_ argument: String) -> String {
    PathText.bytes(argument).map { byte in
      (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\\")
        ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16)
    }.joined()
  }
}
