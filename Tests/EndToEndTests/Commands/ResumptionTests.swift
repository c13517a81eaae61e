import Foundation
import GenreTestSupport
import Testing

@Suite("Trainings that are stopped")
struct ResumptionTests {
  private let scratch: Scratch
  private let cache: String

  init() throws {
    scratch = try Scratch()
    cache = scratch.path("c.safetensors")
    _ = try Command.run("features", OwnGenres.make(in: scratch), "--cache", cache)
  }

  private func arguments(_ name: String, _ rest: String...) -> [String] {
    ["train", cache, "--output", scratch.path(name), "--epochs", "12", "--batch", "1"] + rest
  }

  /// Starts a training and sends it a signal after the first epoch.
  private func interrupt(_ arguments: [String], with signal: Int32) throws -> Command.Outcome {
    let errors = scratch["errors"]
    try Data().write(to: errors)
    let process = Process()
    process.executableURL = URL(filePath: Command.path)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    while process.isRunning, try !String(contentsOf: errors, encoding: .utf8).contains("epoch 1/") {
      usleep(2_000)
    }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return Command.Outcome(
      status: process.terminationStatus, output: "", errors: try String(contentsOf: errors, encoding: .utf8))
  }

  @Test("Ctrl-C finishes the step, says how to go on, and the rest ends with the same weights to the bit")
  func interruption() throws {
    #expect(try Command.run(arguments("whole")).status == 0)
    let stopped = try interrupt(arguments("part"), with: SIGINT)
    #expect(
      stopped.status == 130 && stopped.errors.contains("same command with --resume"), "\(stopped.errors)")
    #expect(!FileManager.default.fileExists(atPath: scratch.path("part")))
    let checkpoint = try Data(contentsOf: scratch["part.checkpoint"])
    let anew = try interrupt(arguments("part"), with: SIGINT)
    #expect(anew.errors.contains("a checkpoint of an earlier run exists"), "\(anew.errors)")
    try checkpoint.write(to: scratch["part.checkpoint"])
    let resumed = try Command.run(arguments("part", "--resume"))
    #expect(resumed.status == 0 && !resumed.errors.contains("epoch 1/"), "\(resumed.errors)")
    #expect(try OwnGenres.weights(scratch.path("part")) == OwnGenres.weights(scratch.path("whole")))
  }

  @Test(
    "Resuming with other options, other data or a damaged checkpoint is refused, and the checkpoint stays")
  func refusals() throws {
    #expect(try interrupt(arguments("part"), with: SIGINT).status == 130)
    let checkpoint = scratch.path("part.checkpoint")
    let bytes = try Data(contentsOf: URL(filePath: checkpoint))
    try OwnGenres.make(in: scratch, clips: [7, 6, 6])
    let other = scratch.path("other.safetensors")
    _ = try Command.run("features", scratch.path("data"), "--cache", other)
    for (arguments, words) in [
      (arguments("part", "--resume", "--learning-rate", "0.1"), "another configuration"),
      (arguments("part", "--resume", "--cell", "lstm"), "another network"),
      (
        ["train", other, "--output", scratch.path("part"), "--batch", "1", "--resume"], "other data"
      ),
    ] {
      let outcome = try Command.run(arguments)
      #expect(outcome.status == 65 && outcome.errors.contains(words), "\(outcome.errors)")
      #expect(outcome.errors.contains("error: \(checkpoint): "), "\(outcome.errors)")
      #expect(try Data(contentsOf: URL(filePath: checkpoint)) == bytes)
    }
    try bytes.prefix(bytes.count / 2).write(to: URL(filePath: checkpoint))
    #expect(try Command.run(arguments("part", "--resume")).status == 65)
  }

  @Test("Killed before its first checkpoint, it begins anew; when it is done, there is nothing to resume")
  func noCheckpoint() throws {
    let first = try Command.run(arguments("m", "--epochs", "1", "--resume"))
    #expect(first.status == 0 && first.errors.contains("no checkpoint found"), "\(first.errors)")
    let second = try Command.run(arguments("m", "--epochs", "1", "--resume"))
    #expect(second.status == 66 && second.errors.contains("no checkpoint to resume from"), "\(second.errors)")
  }
}
