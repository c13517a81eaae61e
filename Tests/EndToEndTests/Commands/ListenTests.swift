import Foundation
import GenreTestSupport
import Testing

@Suite("genre-cli listen")
struct ListenTests {
  private func object(_ line: String?) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data((line ?? "").utf8))
    return try #require(value as? [String: Any])
  }

  private func objects(_ output: String) throws -> [[String: Any]] {
    try output.split(separator: "\n").map { try object(String($0)) }
  }

  /// The samples of a made tune as 16-bit integers, little endian.
  private func raw(seconds: Double, pitch: Double = 220) -> Data {
    Data(Sound.wav(Sound.tune(seconds: seconds, pitch: pitch)).dropFirst(44))
  }

  private static let rawOptions = ["--rate", "22050", "--encoding", "s16le"]

  @Test("Each window is answered while the pipe is open, and the end when it closes")
  func conversation() throws {
    let listen = try Conversation(["listen", "--model", "gru"] + Self.rawOptions)
    try listen.send(raw(seconds: 3.2))
    let header = try object(listen.line())
    #expect(header["format"] as? String == "genre-live/1" && header["model"] as? String == "gru")
    #expect(header["interval"] as? Double == 3 && header["window"] as? Double == 3)
    let first = try object(listen.line())
    #expect(first["event"] as? String == "answer" && first["time"] as? Double == 3)
    #expect((first["scores"] as? [Any])?.count == 10)
    try listen.send(raw(seconds: 3))
    #expect(try object(listen.line())["time"] as? Double == 6)
    listen.sendAside(Data(), ending: true)
    #expect(try object(listen.line())["event"] as? String == "answer")
    #expect(try object(listen.line())["event"] as? String == "end")
    #expect(listen.line() == nil)
    #expect(try listen.finish() == 0)
  }

  @Test("Ctrl-C ends the stream as the end of the pipe does")
  func interruption() throws {
    let listen = try Conversation(["listen", "--model", "gru"] + Self.rawOptions)
    try listen.send(raw(seconds: 3.2))
    _ = listen.line()
    #expect(try object(listen.line())["time"] as? Double == 3)
    listen.interrupt()
    #expect(try object(listen.line())["event"] as? String == "answer")
    #expect(try object(listen.line())["event"] as? String == "end")
    #expect(listen.line() == nil)
    #expect(try listen.finish() == 0)
  }

  @Test("WAV of unknown length, raw samples and floats have the same events")
  func formats() throws {
    let samples = Sound.tune(seconds: 7)
    var wav = Data(Sound.wav(samples))
    let wavLength = wav.count
    // What ffmpeg writes to a pipe: the greatest lengths, and a chunk in front of the sound.
    wav.replaceSubrange(4..<8, with: [0xFF, 0xFF, 0xFF, 0xFF])
    wav.replaceSubrange(40..<44, with: [0xFF, 0xFF, 0xFF, 0xFF])
    wav.insert(contentsOf: Array("LIST".utf8) + [5, 0, 0, 0] + Array("INFOx".utf8) + [0], at: 36)
    #expect(wav.count == wavLength + 14)
    let piped = try Command.run("listen", "--model", "gru", "-", input: wav)
    let given = try Command.run(
      ["listen", "--model", "gru"] + Self.rawOptions, input: Data(Sound.wav(samples).dropFirst(44)))
    #expect(piped.status == 0 && piped.errors.isEmpty && piped.output == given.output)
    let events = try objects(piped.output).dropFirst()
    #expect(events.map { $0["time"] as? Double } == [3, 6, 7, 7])
  }

  @Test("With --timeline the end has the prediction of the file")
  func timeline() throws {
    let scratch = try Scratch()
    let path = try scratch.write(Data(Sound.wav(Sound.tune(seconds: 10))), to: "a.wav")
    let file = try Command.run("classify", "--model", "gru", "--format", "json", "--explain", path)
    var expected = try object(file.output)
    let live = try Command.run("listen", "--model", "gru", "--timeline", path)
    let end = try #require(try objects(live.output).last)
    let prediction = try #require(end["prediction"] as? [String: Any])
    expected["file"] = path
    #expect(NSDictionary(dictionary: prediction) == NSDictionary(dictionary: expected))
  }

  @Test("An MP3 stream is joined in the middle")
  func middle() throws {
    let bytes = try Data(contentsOf: URL(filePath: Checkout.demo))
    let whole = try objects(Command.run("listen", "--model", "gru", "-", input: bytes).output)
    let cut = try Command.run("listen", "--model", "gru", "-", input: bytes.dropFirst(12_345))
    #expect(cut.status == 0 && cut.errors.isEmpty, "\(cut.errors)")
    let events = try objects(cut.output)
    #expect(events.count >= whole.count - 2 && events.last?["event"] as? String == "end")
  }

  @Test("Damage in a stream is heard over, and said at its end as it is of a file")
  func damage() throws {
    var bytes = try Data(contentsOf: URL(filePath: Checkout.demo))
    for index in stride(from: 60_000, to: 90_000, by: 7) {
      bytes[index] = UInt8(truncatingIfNeeded: (index &* 2_654_435_761) >> 7)
    }
    let scratch = try Scratch()
    let path = try scratch.write(bytes, to: "damaged.mp3")
    let file = try Command.run("classify", "--model", "gru", path)
    let end = try #require(objects(Command.run("listen", "--model", "gru", "-", input: bytes).output).last)
    let said = try #require(end["warnings"] as? [String], "\(end)")
    #expect(said.contains { $0.contains("damaged") }, "\(said)")
    #expect(said.allSatisfy(file.errors.contains), "\(said), of the file \(file.errors)")
  }

  @Test("A WAV stream that follows another is classified as well")
  func joined() throws {
    let second = Sound.wav(Sound.tune(seconds: 4, rate: 44_100, pitch: 440), rate: 44_100, channels: 2)
    let outcome = try Command.run(
      "listen", "--model", "gru", "-", input: Data(Sound.wav(Sound.tune(seconds: 4))) + second)
    #expect(outcome.status == 0)
    #expect(try objects(outcome.output).last?["time"] as? Double == 8)
  }

  @Test("What is no stream of sound is refused, with nothing on standard output")
  func refused() throws {
    for (arguments, input, status) in [
      ([], "no sound at all, but a text that is long enough to be told from sound", 65), ([], "", 65),
      (["--every", "0"], "x", 64), (["--channels", "2"], "x", 64), (["/nonexistent/pipe"], "", 66),
    ] as [([String], String, Int32)] {
      let outcome = try Command.run(
        ["listen", "--model", "gru"] + arguments, input: Data(input.utf8))
      #expect(outcome.status == status && outcome.output.isEmpty, "\(arguments) \(outcome.errors)")
      #expect(outcome.errors.contains(";") || status == 66, "\(outcome.errors)")
    }
  }

  @Test("On a terminal each answer is drawn over the one before, and the end stays")
  func terminal() throws {
    let scratch = try Scratch()
    let path = try scratch.write(Data(Sound.wav(Sound.tune(seconds: 7))), to: "a.wav")
    let terminal = try Terminal()
    let process = Process()
    process.executableURL = URL(filePath: Command.path)
    process.arguments = ["listen", "--model", "gru", path]
    process.environment = ["TERM": "xterm"]
    process.standardOutput = terminal.handle
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    for _ in 0..<5000 where !terminal.text.contains("end: ") { usleep(2_000) }
    #expect(process.terminationStatus == 0)
    #expect(terminal.text.contains("\r\u{1B}[K0:03  "))
    let drawn = terminal.text.components(separatedBy: "\r\u{1B}[K")
    #expect(drawn.count == 5 && drawn[1...3].allSatisfy { !$0.contains("\n") }, "\(drawn)")
  }

  @Test("Half an hour needs no more memory than three minutes")
  func memory() throws {
    let listen = try Conversation(["listen", "--model", "gru", "--every", "60"] + Self.rawOptions)
    let minute = raw(seconds: 60.2)
    func play(until time: Double) throws {
      while true {
        let event = try object(listen.line())
        if event["event"] as? String == "answer", event["time"] as? Double == time { return }
      }
    }
    for _ in 0..<3 { try listen.send(minute) }
    try play(until: 180)
    let before = try #require(listen.peakMemory)
    for index in 4...30 {
      try listen.send(minute)
      try play(until: Double(60 * index))
    }
    let after = try #require(listen.peakMemory)
    #expect(after - before < 4096, "\(before) KiB, then \(after) KiB")
    #expect(try listen.finish() == 0)
  }
}
