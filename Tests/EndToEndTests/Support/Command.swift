import Foundation
import GenreTestSupport

/// The built binary, run as a person would run it.
struct Command {
  /// What a run left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The binary under test: `$GENRE_CLI`, or the one beside this test bundle.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["GENRE_CLI"] { return path }
    let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    return bundle.appending(path: "genre-cli").path(percentEncoded: false)
  }()

  /// Runs the binary to its end.
  ///
  /// - Parameters:
  ///   - arguments: What follows the command's name.
  ///   - input: What is fed to standard input.
  ///   - folder: The working directory.
  static func run(_ arguments: String..., input: Data? = nil, in folder: URL? = nil) throws -> Outcome {
    try run(arguments, input: input, in: folder)
  }

  /// As ``run(_:input:in:)-(String...,_,_)``.
  static func run(_ arguments: [String], input: Data? = nil, in folder: URL? = nil) throws -> Outcome {
    // Through files, not pipes: a pipe that nobody reads while the process is awaited blocks it when full.
    let scratch = try Scratch()
    let (inputFile, outputFile, errorFile) = (scratch["in"], scratch["out"], scratch["err"])
    try (input ?? Data()).write(to: inputFile)
    try Data().write(to: outputFile)
    try Data().write(to: errorFile)
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: try String(contentsOf: outputFile, encoding: .utf8),
      errors: try String(contentsOf: errorFile, encoding: .utf8))
  }
}
