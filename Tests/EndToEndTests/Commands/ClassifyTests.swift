import Foundation
import GenreTestSupport
import Testing

@Suite("genre-cli classify")
struct ClassifyTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try Sound.wav(Sound.tune(seconds: 7)).write(to: scratch["tune.wav"])
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("JSON of one file is an object with exactly the documented keys", arguments: ["gru", "lstm"])
  func single(model: String) throws {
    let outcome = try Command.run("classify", "--model", model, "--format", "json", scratch.path("tune.wav"))
    #expect(outcome.status == 0 && outcome.errors.isEmptyButForScope, "\(outcome.errors)")
    let answer = try json(outcome.output)
    #expect(
      Set(answer.keys) == [
        "file", "model", "genre", "confidence", "unsure", "duration", "scores", "segments", "outOfScope",
      ])
    #expect(answer["model"] as? String == model)
    #expect(answer["duration"] as? Double == 7)
    let scores = try #require(answer["scores"] as? [[String: Any]])
    let confidences = scores.compactMap { $0["confidence"] as? Double }
    #expect(confidences.count == 10 && confidences == confidences.sorted(by: >))
    #expect(abs(confidences.reduce(0, +) - 1) < 0.001)
    #expect(answer["genre"] as? String == scores[0]["genre"] as? String)
    let segments = try #require(answer["segments"] as? [[String: Any]])
    #expect(segments.compactMap { $0["start"] as? Double } == [0, 3, 6])
    #expect(segments.compactMap { $0["end"] as? Double } == [3, 6, 7])
  }

  @Test("A sample is told, and its segments have their times")
  func sample() throws {
    let file = scratch.path("tune.wav")
    let outcome = try Command.run("classify", "--model", "gru", "--format", "json", "--sample", "3", file)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let answer = try json(outcome.output)
    #expect(answer["sampled"] as? Double == 3 && answer["duration"] as? Double == 7)
    let segments = try #require(answer["segments"] as? [[String: Any]])
    #expect(segments.map { $0["start"] as? Double } == [2] && segments.map { $0["end"] as? Double } == [5])
    let text = try Command.run("classify", "--model", "gru", "--timeline", "--sample", "3", file).output
    #expect(text.contains("(0:07, 3 s of it analysed, model gru)") && text.contains("spread evenly"))
    let piped = try Command.run(
      ["classify", "--model", "gru", "--format", "json", "--sample", "3", "-"],
      input: try Data(contentsOf: scratch["tune.wav"]))
    #expect(
      try json(piped.output)["segments"] as? [[String: AnyHashable]] == segments as? [[String: AnyHashable]])
    for wrong in ["0", "0.5", "-3", "nan", "1e9", "x"] {
      #expect(try Command.run("classify", "--sample=" + wrong, file).status == 64)
    }
  }

  @Test(
    "A file that can only be decoded from its start on has the same sample",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ffmpeg"), "needs the command ffmpeg"))
  func sampleWithoutSeeking() throws {
    let encoder = Process()
    encoder.executableURL = URL(filePath: "/usr/bin/ffmpeg")
    encoder.arguments = [
      "-v", "quiet", "-nostdin", "-i", scratch.path("tune.wav"), scratch.path("tune.webm"),
    ]
    try encoder.run()
    encoder.waitUntilExit()
    let outcome = try Command.run(
      "classify", "--model", "gru", "--format", "json", "--sample", "3", scratch.path("tune.webm"))
    let answer = try json(outcome.output)
    #expect(answer["sampled"] as? Double == 3, "\(outcome.errors)")
    let segments = try #require(answer["segments"] as? [[String: Any]])
    let start = try #require(segments.first?["start"] as? Double)
    #expect(segments.count == 1 && abs(start - 2) < 0.02)
    let end = try #require(segments.first?["end"] as? Double)
    #expect(abs(end - start - 3) < 0.002)
  }

  @Test("The same file by path, by standard input, under another name and at another rate agree")
  func sameAnswer() throws {
    let samples = Sound.tune(seconds: 7, rate: 44_100)
    try Sound.wav(samples, rate: 44_100, channels: 2).write(to: scratch["stereo.mp3"])
    let byPath = try json(Command.run("classify", "--format", "json", scratch.path("tune.wav")).output)
    let byInput = try json(
      Command.run(
        "classify", "--format", "json", "-", input: Data(contentsOf: scratch["tune.wav"])
      ).output)
    let resampled = try json(Command.run("classify", "--format", "json", scratch.path("stereo.mp3")).output)
    #expect(byInput["file"] as? String == "-")
    #expect(byPath["confidence"] as? Double == byInput["confidence"] as? Double)
    #expect(byPath["genre"] as? String == resampled["genre"] as? String)
  }

  @Test("Standard input is what is open there: from where it was read to, and from a socket")
  func openInput() throws {
    let wav = try Data(contentsOf: scratch["tune.wav"])
    try (Data(repeating: 0xFF, count: 5) + wav).write(to: scratch["later"])
    let file = try FileHandle(forReadingFrom: scratch["later"])
    try file.seek(toOffset: 5)
    var ends: [Int32] = [0, 0]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    let writer = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    // A second of sound, which a socket holds without a reader.
    try writer.write(contentsOf: Sound.wav(Sound.tune(seconds: 1)))
    try writer.close()
    for input in [file, FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)] {
      let process = Process()
      process.executableURL = URL(filePath: Command.path)
      process.arguments = ["classify", "--format", "json", "-"]
      process.standardInput = input
      let output = scratch.path("out")
      try Data().write(to: scratch["out"])
      process.standardOutput = FileHandle(forWritingAtPath: output)
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      let answer = try json(String(contentsOfFile: output, encoding: .utf8))
      #expect(answer["file"] as? String == "-")
      let duration = try #require(answer["duration"] as? Double)
      #expect(abs(duration - (input === file ? 7 : 1)) < 0.01)
    }
  }

  @Test("Several files: an array in the order of the inputs, whatever the number of jobs")
  func several() throws {
    for index in 0..<6 {
      try Sound.wav(Sound.tune(seconds: 3 + Double(index % 3), pitch: 110 * Double(index + 1)))
        .write(to: scratch["\(index).wav"])
    }
    let paths = (0..<6).map { scratch.path("\($0).wav") }
    let outputs = try ["1", "2", "5"].map {
      try Command.run(["classify", "--format", "json", "--jobs", $0] + paths).output
    }
    #expect(Set(outputs).count == 1)
    let answers = try #require(
      try JSONSerialization.jsonObject(with: Data(outputs[0].utf8)) as? [[String: Any]])
    #expect(answers.compactMap { $0["file"] as? String } == paths)
  }

  @Test("A folder is searched, recursively only when asked, and hidden files are passed over")
  func folders() throws {
    let folder = scratch["Müsik 音楽"]
    try FileManager.default.createDirectory(
      at: folder.appending(path: "album"), withIntermediateDirectories: true)
    let wav = Sound.wav(Sound.tune(seconds: 3.2))
    for name in ["b.wav", "a.wav", ".hidden.wav", "cover.txt", "album/c.wav"] {
      try wav.write(to: folder.appending(path: name))
    }
    let path = folder.path(percentEncoded: false)
    let flat = try Command.run("classify", "--format", "csv", path)
    #expect(flat.status == 0)
    #expect(flat.output.split(separator: "\n").count == 3)
    let deep = try Command.run("classify", "--format", "ndjson", "--recursive", path)
    let files = try deep.output.split(separator: "\n").map { try json(String($0))["file"] as? String }
    #expect(files == ["a.wav", "album/c.wav", "b.wav"].map { "\(path)/\($0)" })
  }

  @Test("Text is for a person: the genre, a bar a genre, the timeline")
  func text() throws {
    let outcome = try Command.run(
      "classify", "--model", "gru", "--timeline", "--top", "3", scratch.path("tune.wav"))
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].contains("tune.wav  (0:07, model gru)"))
    #expect(lines.filter { $0.contains("%") && $0.contains("·") }.count == 3)
    #expect(outcome.output.contains("A block is 3.0 s"))
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test(
    "Without a model named, the best one answers, in windows of ten seconds, and says how far out of scope it is"
  )
  func defaultModel() throws {
    try Sound.wav(Sound.tune(seconds: 31)).write(to: scratch["long.wav"])
    let answer = try json(Command.run("classify", "--format", "json", scratch.path("long.wav")).output)
    #expect(answer["model"] as? String == "best")
    #expect((0...1).contains(try #require(answer["outOfScope"] as? Double)))
    let segments = try #require(answer["segments"] as? [[String: Any]])
    #expect(segments.compactMap { $0["start"] as? Double } == [0, 10, 20, 30])
  }

  @Test("Noise is no genre: unsure, with a sentence on standard error")
  func noise() throws {
    try Sound.wav(Sound.noise(seconds: 20, rate: 22_050, seed: 3)).write(to: scratch["noise.wav"])
    let outcome = try Command.run("classify", "--format", "json", scratch.path("noise.wav"))
    #expect(outcome.status == 0 && outcome.errors.contains("does not sound like music"))
    let answer = try json(outcome.output)
    #expect(answer["unsure"] as? Bool == true)
    #expect(try #require(answer["outOfScope"] as? Double) > 0.5)
  }

  @Test("Some inputs fail: each is named, the others are answered, and the status is 1")
  func someFail() throws {
    try Data("not music at all, just text\n".utf8).write(to: scratch["text.mp3"])
    let outcome = try Command.run(
      "classify", "--model", "gru", "--format", "ndjson", scratch.path("text.mp3"), scratch.path("tune.wav"),
      scratch.path("missing.wav"))
    #expect(outcome.status == 1)
    #expect(outcome.output.split(separator: "\n").count == 1)
    let lines = outcome.errors.split(separator: "\n").filter { !String($0).isEmptyButForScope }
    #expect(lines.count == 2)
    #expect(lines[0].contains("text.mp3") && lines[1].contains("missing.wav"))
  }

  @Test("A binary that was moved still answers")
  func moved() throws {
    try FileManager.default.copyItem(at: URL(filePath: Command.path), to: scratch["moved"])
    let process = Process()
    process.executableURL = scratch["moved"]
    process.arguments = ["classify", scratch.path("tune.wav")]
    process.currentDirectoryURL = URL(filePath: "/")
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test("The demo is answered with ten genres, and not as unsure")
  func demo() throws {
    let answer = try json(Command.run("classify", "--format", "json", Checkout.demo).output)
    #expect((answer["scores"] as? [Any])?.count == 10)
    #expect(answer["unsure"] as? Bool == false)
  }
}
