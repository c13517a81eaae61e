import Foundation
import GenreTestSupport
import Testing

/// After a change of models or features that is meant, the known answers in `SelfTest` are those that `genre-cli doctor`
/// prints on an x86-64 machine.
@Suite("genre-cli doctor")
struct DoctorTests {
  private let modelNames = ["best", "gru", "lstm"]

  @Test("Every fact has a line, and every bundled model gives the known answer")
  func text() throws {
    let outcome = try Command.run("doctor")
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let names = outcome.output.split(separator: "\n").map { String($0.prefix { $0 != ":" }) }
    #expect(
      names == [
        "genre-cli", "system", "processor", "cores", "libsndfile", "libFLAC", "libmpg123", "libsoxr",
        "FFmpeg",
        "FFTW", "model best", "model gru", "model lstm",
      ], "\(outcome.output)")
    #expect(
      outcome.output.matches(of: /self-test passed \([a-z]+ 0\.[0-9]+\)/).count == 3, "\(outcome.output)")
  }

  @Test("As JSON, with versions that are numbers, and nothing that says who or where")
  func json() throws {
    let outcome = try Command.run("doctor", "--format", "json")
    let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let report = try #require(value as? [String: Any])
    #expect(
      Set(report.keys).isSuperset(of: [
        "version", "system", "architecture", "instructionSet", "cores", "libraries", "models",
      ]))
    #expect(report["version"] as? String == Self.version)
    let libraries = try #require(report["libraries"] as? [[String: String]])
    for library in libraries where library["name"] != "FFmpeg" {
      #expect(library["version"]?.contains(where: \.isNumber) == true, "\(library)")
    }
    let models = try #require(report["models"] as? [[String: Any]])
    #expect(models.compactMap { $0["model"] as? String } == modelNames)
    for model in models { #expect(model["passed"] as? Bool == true, "\(model)") }
    #expect(!outcome.output.contains(NSHomeDirectory() + "/"))
    #expect(
      !outcome.output.contains(ProcessInfo.processInfo.hostName) || ProcessInfo.processInfo.hostName.count < 4
    )
  }

  @Test("A report of a fault asks for it")
  func templates() throws {
    for name in ["SECURITY.md", ".github/ISSUE_TEMPLATE/bug.md", ".github/ISSUE_TEMPLATE/wrong-answer.md"] {
      let text = try String(contentsOf: Checkout.root.appending(path: name), encoding: .utf8)
      #expect(text.contains("genre-cli doctor"), "\(name)")
    }
  }

  private static let version = (try? Command.run("--version").output.trimmingCharacters(in: .newlines)) ?? ""
}
