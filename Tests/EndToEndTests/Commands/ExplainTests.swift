import Foundation
import GenreTestSupport
import Testing

@Suite("genre-cli classify --explain")
struct ExplainTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    let parts = [110.0, 440, 220].map { Sound.tune(seconds: 6, pitch: $0, beat: $0 / 100) }
    try Sound.wav(Array(parts.joined())).write(to: scratch["tune.wav"])
  }

  @Test(
    "JSON: contributions sum to the log odds of the two best scores; without the option the key is absent")
  func json() throws {
    let outcome = try Command.run(
      "classify", "--model", "gru", "--explain", "--top", "2", "--format", "json", scratch.path("tune.wav"))
    #expect(outcome.status == 0 && outcome.errors.isEmptyButForScope, "\(outcome.errors)")
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let explanation = try #require(answer["explanation"] as? [String: Any])
    let second = try #require(explanation["second"] as? [String: Any])
    let scores = try #require(answer["scores"] as? [[String: Any]])
    #expect(explanation["genre"] as? String == answer["genre"] as? String)
    #expect(second["genre"] as? String == scores[1]["genre"] as? String)
    let windows = try #require(explanation["windows"] as? [[String: Any]])
    #expect(windows.count == 6)
    let sum = windows.compactMap { $0["contribution"] as? Double }.reduce(0, +)
    let (first, other) = (
      try #require(scores[0]["confidence"] as? Double), try #require(scores[1]["confidence"] as? Double)
    )
    #expect(abs(sum - log(first / other)) < 0.01)
    let plain = try Command.run("classify", "--format", "json", scratch.path("tune.wav"))
    #expect(!plain.output.contains("explanation"))
  }

  @Test("Text: the second candidate, and a row a window with a bar to one side of a line")
  func text() throws {
    let outcome = try Command.run("classify", "--model", "gru", "--explain", scratch.path("tune.wav"))
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Second candidate: ") && outcome.output.contains("of 6; "))
    let rows = outcome.output.split(separator: "\n").filter { $0.contains(" to 0:") && $0.contains("│") }
    #expect(rows.count == 6)
    #expect(Set(rows.map { $0.prefix { $0 != "│" }.count }).count == 1, "the line is straight")
    #expect(rows.allSatisfy { $0.hasSuffix(" %") })
  }

  @Test("A long piece is drawn together, silence explains nothing, and CSV has no columns for it")
  func edges() throws {
    try Sound.wav(Sound.tune(seconds: 120)).write(to: scratch["long.wav"])
    let long = try Command.run("classify", "--model", "gru", "--explain", scratch.path("long.wav"))
    #expect(long.output.split(separator: "\n").count { $0.contains("│") } == 25)
    try Sound.wav([Float](repeating: 0, count: 100_000)).write(to: scratch["silent.wav"])
    let silent = try Command.run("classify", "--model", "gru", "--explain", scratch.path("silent.wav"))
    #expect(silent.status == 0 && !silent.output.contains("Second candidate"))
    let csv = try Command.run(
      "classify", "--model", "gru", "--explain", "--format", "csv", scratch.path("tune.wav"))
    #expect(csv.status == 64)
  }
}
