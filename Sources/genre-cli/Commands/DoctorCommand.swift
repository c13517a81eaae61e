import ArgumentParser
import GenreKit

/// `genre-cli doctor`: what this machine has, for reports of faults.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Show versions, libraries and a self-test, to paste into a bug report.",
    discussion: """
      Prints the versions of the program and of the libraries that it has loaded, the system, the processor, and what \
      each bundled model says of a sound whose answer is known. It names no user, host or folder, and sends nothing.

      The exit status is 70 where a model does not give the known answer.

      Examples:
        genre-cli doctor
        genre-cli doctor --format json
      """)

  @Option(help: "Output format.")
  var format: InfoFormat = .text

  func run() throws {
    let diagnosis = Diagnosis()
    switch format {
    case .text: Console.print(DiagnosisText(diagnosis).text, terminator: "")
    case .json:
      Console.print(try Failure.exiting { () throws(GenreError) in try diagnosis.json(pretty: true) })
    }
    if !diagnosis.isSound { throw ExitCode(70) }
  }
}
