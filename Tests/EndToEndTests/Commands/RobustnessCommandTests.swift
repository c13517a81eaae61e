import Foundation
import GenreTestSupport
import Testing

@Suite("genre-cli evaluate --robustness")
struct RobustnessCommandTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    var list = "file,label\n"
    for (index, label) in ["jazz", "blues", "either"].enumerated() {
      let tune = Sound.tune(seconds: 4, rate: 44_100, pitch: 110 * Double(index + 1))
      try Sound.wav(tune, rate: 44_100, channels: 2).write(to: scratch["\(index).wav"])
      list += "\(index).wav,\(label)\n"
    }
    try Data(list.utf8).write(to: scratch["labels.csv"])
    try Data("label,genres\neither,rock;metal\n".utf8).write(to: scratch["map.csv"])
  }

  private func run(_ arguments: String...) throws -> Command.Outcome {
    try Command.run(
      [
        "evaluate", "gru", "--robustness", "--data", scratch.path("labels.csv"), "--map",
        scratch.path("map.csv"),
      ]
        + arguments)
  }

  @Test("A row a change, the same on every run and with any number of jobs")
  func table() throws {
    let outcome = try run()
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let rows = outcome.output.split(separator: "\n").filter { $0.hasPrefix("| ") }
    let omitted = outcome.output.split(separator: "\n").filter { $0.hasPrefix("Not measured: MP3") }
    #expect(rows.count + omitted.count == 13)
    #expect(rows.contains { $0.hasPrefix("| mono | 0: 0.0 % |") })
    #expect(rows.dropFirst(2).allSatisfy { $0.contains(" of 3: ") })
    #expect(try run("--jobs", "1").output == outcome.output)
  }

  @Test("JSON, CSV and HTML")
  func formats() throws {
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(run("--format", "json").output.utf8)) as? [String: Any])
    let changes = try #require(json["changes"] as? [[String: Any]])
    #expect(changes.count + (json["omissions"] as? [Any] ?? []).count == 10)
    #expect(try run("--format", "csv").output.split(separator: "\n").count == 1 + 3 * (1 + changes.count))
    #expect(try run("--format", "html").output.hasPrefix("<!DOCTYPE html>"))
  }

  @Test("A file that is no audio is named, and the others are measured; a cache or a split is refused")
  func refused() throws {
    try Data("no music".utf8).write(to: scratch["1.wav"])
    let outcome = try run()
    #expect(outcome.status == 1 && outcome.errors.contains("1.wav"))
    #expect(outcome.output.contains(" of 2: "))
    #expect(try run("--split", "track").status == 64)
    let cache = try Command.run("evaluate", "gru", "--robustness", "--data", "cache.safetensors")
    #expect(cache.status == 64 && cache.errors.contains("audio files"))
  }
}
