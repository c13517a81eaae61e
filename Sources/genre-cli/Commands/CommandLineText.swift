/// The command line in hand, as one would type it again.
enum CommandLineText {
  /// The arguments after the command's own name, quoted where a shell needs it.
  static var current: String {
    (["genre-cli"] + CommandLine.arguments.dropFirst().map(quoted)).joined(separator: " ")
  }

  private static func quoted(_ argument: String) -> String {
    let isPlain = argument.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=,+".contains($0) }
    guard !isPlain || argument.isEmpty else { return argument }
    return "'" + argument.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
