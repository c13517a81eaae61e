import Foundation
import GenreTestSupport
import Testing

@Suite("Help, version, completions, info")
struct HelpTests {
  @Test(
    "Every command has help with examples",
    arguments: [
      "classify", "info", "features", "train", "evaluate", "calibrate", "compare", "worker", "listen",
      "doctor",
      "library", "tag",
    ])
  func help(command: String) throws {
    let outcome = try Command.run("help", command)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Examples:\n  genre-cli \(command)"))
  }

  @Test(
    "Help uses the field's words, and none that have to be guessed",
    arguments: [
      [], ["classify"], ["info"], ["features"], ["train"], ["evaluate"], ["calibrate"], ["compare"],
      ["worker"], ["listen"], ["doctor"], ["library"], ["library", "scan"], ["library", "list"],
      ["library", "stats"],
      ["library", "playlist"], ["library", "errors"], ["library", "tag"], ["tag"],
    ])
  func words(command: [String]) throws {
    let outcome = try Command.run(["help"] + command)
    #expect(outcome.status == 0 && outcome.output.contains("USAGE:"))
    #expect(PlainWords.faults(in: outcome.output) == [])
  }

  @Test("The list of unused words finds them, and only whole words outside of options")
  func wordList() {
    #expect(PlainWords.faults(in: "Stop after so\n  many epochs, likewise.") == ["so many", "likewise"])
    #expect(PlainWords.faults(in: "This is not it; --heard-by shares; a hearth") == [])
  }

  @Test("The help of train shows the defaults of both recipes")
  func defaults() throws {
    let output = try Command.run("help", "train").output
    let help = output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for text in [
      "(default: gru)", "(default: 32,64,64,96)", "(default: 1,2,1,1)", "(default: 30, convolutional 150)",
      "(default: 8, convolutional 16)", "(default: 0.001, convolutional 0.002)",
      "(default: constant, convolutional onecycle)", "(default: 0, convolutional 0.05)",
      "(default: 3, convolutional 10)", "(default: 0.25)", "(default: 22050)",
    ] {
      #expect(help.contains(text), "\(text)")
    }
  }

  @Test("The recipe's old name is accepted, and not shown")
  func oldRecipeName() throws {
    let old = try Command.run("train", "none", "--output", "m.safetensors", "--recipe", "readme")
    #expect(old.status == 66, "\(old.errors)")
    let unknown = try Command.run("train", "none", "--output", "m.safetensors", "--recipe", "other")
    #expect(unknown.status == 64, "\(unknown.errors)")
    #expect(try Command.run("help", "train").output.contains("values: baseline, convolutional"))
  }

  @Test(
    "No jobs at all are refused before anything is read",
    arguments: [
      ["classify", "none.wav"], ["worker"], ["features", "none", "--cache", "c.safetensors"],
      ["train", "none", "--output", "m.safetensors"], ["evaluate", "gru", "--data", "none"],
      ["calibrate", "none", "--data", "none", "--output", "m.safetensors"],
      ["compare", "--data", "none", "--output", "none"],
    ])
  func jobs(command: [String]) throws {
    let outcome = try Command.run(command + ["--jobs", "0"])
    #expect(outcome.status == 64 && outcome.errors.contains("--jobs must be 1 to 1024, not 0\n"))
  }

  @Test("The version is one of semantic versioning")
  func version() throws {
    let outcome = try Command.run("--version")
    #expect(outcome.output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
  }

  @Test("Completions for each shell", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let outcome = try Command.run("--generate-completion-script", shell)
    #expect(outcome.status == 0 && outcome.output.contains("classify"))
  }

  @Test("info says what a model is, as text and as JSON", arguments: ["gru", "lstm"])
  func info(model: String) throws {
    let text = try Command.run("info", model).output
    #expect(text.hasPrefix("\(model): 10 genres, ") && text.contains("made by"))
    let json = try Command.run("info", model, "--format", "json").output
    let summary = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(summary["name"] as? String == model && (summary["labels"] as? [String])?.count == 10)
    #expect(try Command.run("info", "none").status == 66)
  }
}
