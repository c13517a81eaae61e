import Foundation
import GenreTestSupport
import Testing

@Suite("genre-cli classify --paths-from")
struct PathListTests {
  private let scratch: Scratch
  private let song: String

  init() throws {
    scratch = try Scratch()
    song = try scratch.write(Sound.wav(Sound.tune(seconds: 4)), to: "a song.wav")
  }

  private func keys(_ line: String?) throws -> Set<String> {
    let value = try JSONSerialization.jsonObject(with: Data((line ?? "").utf8))
    return Set(try #require(value as? [String: Any]).keys)
  }

  @Test("Each path is answered before the next one is sent, those that fail as well")
  func conversation() throws {
    let command = try Conversation(
      ["classify", "--model", "gru", "--format", "ndjson", "--paths-from", "-"])
    for _ in 0..<2 {
      try command.send("\(song)\n".utf8)
      #expect(try keys(command.line()).isSuperset(of: ["file", "genre", "scores"]))
      try command.send("\(scratch.path("none.wav"))\n".utf8)
      #expect(try keys(command.line()) == ["file", "error"])
    }
    #expect(try command.finish() == 1)
  }

  @Test("The answers are those to the same files as arguments", arguments: ["text", "csv", "ndjson", "json"])
  func sameAnswers(format: String) throws {
    let other = try scratch.write(Sound.wav(Sound.noise(seconds: 5)), to: "line\nend.wav")
    let list = try scratch.write(Data("\(song)\0\(other)\0".utf8), to: "list")
    let options = ["--model", "gru", "--format", format]
    let listed = try Command.run(["classify", "--paths-from", list, "--null"] + options)
    let named = try Command.run(["classify", song, other] + options)
    #expect(listed.status == 0 && listed.output == named.output, "\(listed.errors)")
  }

  @Test("What does not go together is refused, and a list that is not there")
  func refusals() throws {
    for (arguments, word) in [
      ([], "--paths-from"), ([song, "--paths-from", "-"], "not both"), ([song, "--null"], "--null"),
      (["--recursive", "--paths-from", "-"], "--recursive"),
    ] {
      let outcome = try Command.run(["classify"] + arguments)
      #expect(outcome.status == 64 && outcome.errors.contains(word), "\(arguments): \(outcome.errors)")
    }
    #expect(try Command.run("classify", "--paths-from", scratch.path("none")).status == 66)
    let empty = try Command.run("classify", "--paths-from", "-")
    #expect(empty.status == 0 && empty.output.isEmpty)
  }

  #if os(Linux)
    @Test("A hundred thousand paths take no more memory than a thousand")
    func constantMemory() throws {
      // An empty file: its answer is an error, so that the paths are all the work.
      let empty = try scratch.write(Data(), to: "e")
      let command = try Conversation(
        ["classify", "--model", "gru", "--format", "ndjson", "--paths-from", "-"])
      let lines = { (count: Int) in Data(String(repeating: empty + "\n", count: count).utf8) }
      command.sendAside(lines(1000), ending: false)
      for _ in 0..<1000 { #expect(command.line() != nil) }
      let before = try #require(command.peakMemory)
      command.sendAside(lines(100_000), ending: false)
      var count = 0
      while count < 100_000, command.line() != nil { count += 1 }
      let after = try #require(command.peakMemory)
      #expect(count == 100_000)
      #expect(after - before < 8 * 1024, "\(before) KiB, then \(after) KiB")
      #expect(try command.finish() == 65)
    }
  #endif
}
