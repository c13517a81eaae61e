import Foundation
import GenreTestSupport
import Testing

@Suite("What a person sees on a terminal")
struct TerminalTests {
  private let scratch: Scratch
  private let cache: String

  init() throws {
    scratch = try Scratch()
    cache = scratch.path("c.safetensors")
    _ = try Command.run("features", OwnGenres.make(in: scratch), "--cache", cache)
  }

  /// Runs the command on a terminal, and kills it as soon as it has written `words`.
  private func run(
    _ arguments: [String], type: String = "xterm", killAt words: String? = nil
  ) throws -> (status: Int32, text: String) {
    let terminal = try Terminal()
    let process = Process()
    process.executableURL = URL(filePath: Command.path)
    process.arguments = arguments
    process.environment = ["TERM": type]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = terminal.handle
    try process.run()
    if let words {
      while process.isRunning, !terminal.text.contains(words) { usleep(2_000) }
      kill(process.processIdentifier, SIGKILL)
    }
    process.waitUntilExit()
    usleep(50_000)
    return (process.terminationReason == .exit ? process.terminationStatus : -1, terminal.text)
  }

  private var training: [String] {
    ["train", cache, "--output", scratch.path("m"), "--networks", "2", "--epochs", "12", "--batch", "1"]
  }

  @Test("The bar of a training of several networks, killed in the first and resumed")
  func severalNetworks() throws {
    let killed = try run(training, killAt: "epoch 2/12  loss")
    #expect(killed.status == -1 && FileManager.default.fileExists(atPath: scratch.path("m.checkpoint")))
    // The second network begins at its first epoch, before where the first went on.
    let resumed = try run(training + ["--resume"])
    #expect(resumed.status == 0, "\(resumed.text.suffix(300))")
    #expect(
      resumed.text.contains("network 2 of 2") && resumed.text.contains("█") && resumed.text.contains(" left"))
    #expect(try !run(["info", "gru"]).text.contains("\u{1B}"))
  }

  @Test("A long piece says how much of it has been heard; a short one nothing")
  func longPiece() throws {
    try scratch.write(Sound.wav(Sound.noise(seconds: 1200)), to: "long.wav")
    // The slowest of our models, for a bar is drawn only where there is time to look at it.
    let model = Checkout.root.appending(path: "Sources/CGenreModels/Weights/best-measured.safetensors")
    let long = try run(["classify", "--model", model.path(), scratch.path("long.wav")])
    #expect(long.status == 0 && long.text.contains("█") && long.text.contains(" of 20:00  "), "\(long.text)")
    try scratch.write(Sound.wav(Sound.noise(seconds: 4)), to: "short.wav")
    #expect(try !run(["classify", scratch.path("short.wav")]).text.contains("classified"))
  }

  @Test("A terminal that cannot draw over a line gets none drawn")
  func dumbTerminal() throws {
    let outcome = try run(training, type: "dumb")
    #expect(outcome.status == 0 && !outcome.text.contains("\u{1B}") && !outcome.text.contains("█"))
    #expect(outcome.text.contains("epoch 12/12  loss"))
  }

  @Test("The bar of an experiment")
  func experiment() throws {
    let outcome = try run(
      ["compare", "--data", cache, "--split", "track", "--epochs", "4", "--output", scratch.path("r")])
    #expect(outcome.status == 0, "\(outcome.text.suffix(300))")
    #expect(outcome.text.contains("█") && outcome.text.contains(" runs\r\n"))
  }
}
