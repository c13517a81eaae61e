import Foundation
import GenreTestSupport
import Testing

@Suite("Training one's own genres, over the built binary")
struct TrainingTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func makeFolder(clips: Int = 6) throws -> String {
    try OwnGenres.make(in: scratch, clips: [clips, clips, clips])
  }

  /// Starts the binary and kills it as soon as there is a file at `path`.
  private func runAndKill(_ arguments: [String], whenThereIs path: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: Command.path)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    while process.isRunning, !FileManager.default.fileExists(atPath: path) { usleep(2_000) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal ? process.terminationStatus : 0
  }

  @Test(
    "Killed in the middle and resumed, a training ends with the same weights to the bit, on any number of threads"
  )
  func killAndResume() throws {
    let data = try makeFolder()
    let cache = scratch.path("cache.safetensors")
    #expect(try Command.run("features", data, "--cache", cache).status == 0)
    func arguments(_ name: String, _ rest: String...) -> [String] {
      ["train", cache, "--output", scratch.path(name), "--epochs", "12", "--batch", "1"] + rest
    }
    #expect(try Command.run(arguments("whole.safetensors", "--jobs", "2")).status == 0)
    let killed = try runAndKill(
      arguments("killed.safetensors", "--jobs", "1"),
      whenThereIs: scratch.path("killed.safetensors.checkpoint"))
    #expect(killed == SIGKILL)
    #expect(!FileManager.default.fileExists(atPath: scratch.path("killed.safetensors")))
    let resumed = try Command.run(arguments("killed.safetensors", "--jobs", "1", "--resume"))
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(!resumed.errors.contains("epoch 1/12"))
    let expected = try OwnGenres.weights(scratch.path("whole.safetensors"))
    #expect(try OwnGenres.weights(scratch.path("killed.safetensors")) == expected && expected.count > 400_000)
    #expect(!FileManager.default.fileExists(atPath: scratch.path("killed.safetensors.checkpoint")))
  }

  @Test("One's own three genres: trained, then classified and measured by their own names")
  func ownGenres() throws {
    let data = try makeFolder()
    let model = scratch.path("mine.safetensors")
    let trained = try Command.run("train", data, "--output", model, "--epochs", "8", "--balance")
    #expect(trained.status == 0, "\(trained.errors)")
    let answer = try Command.run("classify", "--model", model, "--format", "csv", data + "/演歌/1.wav")
    #expect(answer.status == 0 && answer.output.contains("Türkü") && answer.output.contains("rock & roll"))
    let json = try Command.run("evaluate", model, "--data", data, "--format", "json")
    #expect(json.status == 0, "\(json.errors)")
    let figures = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let tracks = try #require(figures["tracks"] as? [String: Any])
    #expect(tracks["total"] as? Int == 18)
    #expect((tracks["accuracy"] as? Double ?? 0) > 0.6)
    let page = try Command.run(
      "evaluate", model, "--data", data, "--split", "track", "--test", "0.3", "--format", "html")
    #expect(
      page.status == 0 && page.output.hasPrefix("<!DOCTYPE html>") && page.output.contains("The test side"))
    let noSide = try Command.run("evaluate", model, "--data", data, "--split", "track")
    #expect(noSide.status == 64 && noSide.errors.contains("no test side"))
  }

  @Test("compare writes the report in every form, and killed in the middle it goes on with what is missing")
  func compare() throws {
    let data = try makeFolder()
    let report = scratch.path("report")
    let arguments = [
      "compare", "--data", data, "--split", "segment", "--split", "track", "--epochs", "3", "--seeds", "2",
      "--output",
      report,
    ]
    _ = try runAndKill(arguments, whenThereIs: report + "/runs/segment-gru-seed1.json")
    #expect(!FileManager.default.fileExists(atPath: report + "/report.html"))
    let outcome = try Command.run(arguments)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("finished earlier"))
    #expect(outcome.output.contains("windows of one clip are on several sides"))
    for name in ["report.html", "report.json", "summary.csv", "runs.csv", "curves.csv", "confusion.csv"] {
      #expect(FileManager.default.fileExists(atPath: "\(report)/\(name)"))
    }
    let html = try String(contentsOf: URL(filePath: report + "/report.html"), encoding: .utf8)
    #expect(html.contains("rock &amp; roll") && html.contains("Türkü"))
  }

  @Test("What cannot work is said before any training, in one line")
  func refusals() throws {
    let data = try makeFolder(clips: 2)
    try Data().write(to: scratch["file"])
    func refused(_ arguments: String..., status: Int32, saying words: String) throws {
      let outcome = try Command.run(arguments)
      #expect(outcome.status == status, "\(outcome.errors)")
      #expect(
        outcome.errors.contains(words) && outcome.errors.split(separator: "\n").count == 1,
        "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
    let out = scratch.path("out")
    try refused(
      "compare", "--data", data, "--output", scratch.path("file/report"), status: 73,
      saying: "cannot be created"
    )
    try refused(
      "train", data, "--output", scratch.path("none/m"), status: 73, saying: "folder does not exist")
    try refused("compare", "--data", scratch.path("none"), "--output", out, status: 66, saying: "no such")
    try refused("train", data + "/演歌", "--output", out, status: 65, saying: "two genres or more")
    #expect(!FileManager.default.fileExists(atPath: out))
    #expect(
      try Command.run("compare", "--data", data, "--cells", "gru,rnn", "--output", out).status == 64)
  }

  @Test("A genre folder without audio is named, and a copy on two sides is found by its content")
  func odd() throws {
    let data = try makeFolder()
    try FileManager.default.createDirectory(
      atPath: data + "/empty", withIntermediateDirectories: true)
    for clip in 0..<6 {
      try FileManager.default.copyItem(atPath: data + "/演歌/\(clip).wav", toPath: data + "/演歌/copy\(clip).wav")
    }
    let outcome = try Command.run("train", data, "--output", scratch.path("m.safetensors"), "--epochs", "1")
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("empty: has no audio files"))
    #expect(outcome.errors.contains("are the same recording, on two sides of the split"))
  }

  @Test("A cache of other features than the model hears is refused with both named")
  func otherFeatures() throws {
    let data = try makeFolder(clips: 2)
    let cache = scratch.path("mfcc.safetensors")
    #expect(try Command.run("features", data, "--cache", cache).status == 0)
    let outcome = try Command.run("evaluate", "best", "--data", cache)
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains("64 mel bands") && outcome.errors.contains("13 MFCCs"), "\(outcome.errors)")
  }
}
