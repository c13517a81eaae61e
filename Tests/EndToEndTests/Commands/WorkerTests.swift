import Foundation
import GenreTestSupport
import Testing

@Suite("genre-cli worker")
struct WorkerTests {
  private let song = [UInt8](Sound.wav(Sound.tune(seconds: 4)))

  private func object(_ line: String?) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data((line ?? "").utf8))
    return try #require(value as? [String: Any])
  }

  @Test("Each recording is answered before the next one is sent, those that fail as well")
  func conversation() throws {
    let worker = try Conversation(["worker", "--model", "gru", "--top", "2"])
    try worker.send("genre-frames/1\n".utf8)
    for name in ["s3://bucket/ä.wav", "b"] {
      try worker.send(Frames.frame(name, song))
      let answer = try object(worker.line())
      #expect(answer["file"] as? String == name && (answer["scores"] as? [Any])?.count == 2)
      #expect(answer["explanation"] == nil)
      try worker.send(Frames.frame("text", Array("no sound at all".utf8)))
      let failure = try object(worker.line())
      #expect(failure["file"] as? String == "text" && failure.count == 2)
      let error = try #require(failure["error"] as? [String: String])
      #expect(Set(error.keys) == ["code", "message"] && error["code"] == "notAudio")
    }
    #expect(worker.peakMemory != 0)
    #expect(try worker.finish() == 0)
  }

  @Test("The answers are those to the same files, in their order, on any number of threads")
  func sameAnswers() throws {
    let scratch = try Scratch()
    let sounds = (0..<8).map {
      [UInt8](Sound.wav(Sound.tune(seconds: 9 - Double($0), pitch: 200 + 30 * Double($0))))
    }
    let paths = try sounds.enumerated().map { try scratch.write(Data($1), to: "\($0).wav") }
    let named = try Command.run(["classify", "--model", "gru", "--format", "ndjson", "--explain"] + paths)
    for jobs in ["1", "3"] {
      let sent = try Command.run(
        "worker", "--model", "gru", "--explain", "--jobs", jobs,
        input: Data(Frames.stream(Array(zip(paths, sounds)))))
      #expect(sent.status == 0 && sent.output == named.output && sent.errors.isEmpty)
    }
  }

  @Test("Input that is cut or too large ends with what is wrong, after the answers before it")
  func badInput() throws {
    let stream = Frames.stream([("a", song), ("b", song)])
    let large = Frames.header(nameLength: 1, length: 3 << 20)
    for (input, words, count) in [
      (Array(stream.dropLast(5)), "inside frame 2", 1), (stream + [1, 2, 3], "inside frame 3", 2),
      (stream + large, "frame 3 announces", 2), (Array(song), "genre-frames/1", 0), ([], "genre-frames/1", 0),
    ] {
      let outcome = try Command.run(
        "worker", "--model", "gru", "--max-recording", "2", input: Data(input))
      #expect(outcome.status == 65 && outcome.errors.contains(words), "\(outcome.errors)")
      #expect(outcome.output.split(separator: "\n").count == count)
    }
  }
}
