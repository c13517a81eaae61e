import Foundation
import GenreTestSupport
import Testing

@Suite("Bad input gets one clear line, the right status, and never a crash")
struct BadInputTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func classify(_ name: String, _ bytes: Data) throws -> Command.Outcome {
    try bytes.write(to: scratch[name])
    return try Command.run("classify", "--format", "json", scratch.path(name))
  }

  private func expectRefused(
    _ outcome: Command.Outcome, status: Int32, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
    let lines = outcome.errors.split(separator: "\n")
    #expect(
      lines.count == 1 && outcome.errors.hasPrefix("error: "), "\(outcome.errors)",
      sourceLocation: sourceLocation)
  }

  @Test("Not audio: empty, text renamed, a picture, random bytes, a header alone")
  func notAudio() throws {
    try expectRefused(classify("empty.mp3", Data()), status: 65)
    try expectRefused(
      classify("text.mp3", Data(String(repeating: "Lorem ipsum. ", count: 500).utf8)), status: 65)
    let picture = Data([0x89] + Array("PNG\r\n\u{1A}\n".utf8)) + Data(count: 5000)
    try expectRefused(classify("picture.wav", picture), status: 65)
    let noise = Data(Sound.noise(seconds: 1, level: 1).map { UInt8(truncatingIfNeeded: Int($0 * 127)) })
    try expectRefused(classify("random.mp3", noise), status: 65)
    try expectRefused(classify("header.wav", Sound.wav([])), status: 65)
  }

  @Test("Names: standard input is called what it was called, and lost bytes are told from a missing file")
  func names() throws {
    let text = Data("Lorem ipsum".utf8)
    let outcome = try Command.run("classify", "-", input: text)
    #expect(outcome.status == 65 && outcome.errors.hasPrefix("error: -: is text"), "\(outcome.errors)")
    let lost = try Command.run("classify", scratch.path("caf\u{FFFD}.mp3"))
    #expect(lost.status == 66 && lost.errors.contains("have been lost"), "\(lost.errors)")
  }

  #if os(Linux)
    @Test("Where FFmpeg's libraries cannot be opened, the package that helps is named")
    func withoutFFmpeg() throws {
      // The system looks here first; what it finds is no library.
      for version in 57...63 { try scratch.write(Data(), to: "libraries/libavformat.so.\(version)") }
      let song = try scratch.write(Data([0, 0, 0, 24] + "ftypM4A ".utf8 + Data(count: 400)), to: "song.m4a")
      let process = Process()
      process.executableURL = URL(filePath: Command.path)
      process.arguments = ["classify", song]
      process.environment = ["LD_LIBRARY_PATH": scratch.path("libraries")]
      let errors = Pipe()
      process.standardError = errors
      try process.run()
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 65)
      // Built without the headers, it says that instead.
      #expect(text.contains("apt-get install libavformat") || text.contains("libavformat-dev"), "\(text)")
    }
  #endif

  @Test("A header that promises more than there is: what decodes is used, with a warning")
  func cut() throws {
    let whole = Sound.wav(Sound.tune(seconds: 8))
    let outcome = try classify("cut.wav", whole.prefix(whole.count / 2))
    #expect(outcome.status == 0)
    #expect(outcome.errors.hasPrefix("warning: ") && outcome.output.contains("\"duration\" : 4"))
  }

  @Test("Absurd sample rates are refused", arguments: [1, 10_000_000])
  func rates(rate: Int) throws {
    try expectRefused(classify("rate.wav", Sound.wav(Sound.tune(seconds: 3), rate: rate)), status: 65)
  }

  @Test("Three hundred channels are mixed down")
  func channels() throws {
    let outcome = try classify("wide.wav", Sound.wav(Sound.tune(seconds: 3.1), channels: 300))
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test("Samples that are not numbers, or infinite, do no harm")
  func notNumbers() throws {
    var samples = Sound.tune(seconds: 4)
    samples[100] = .nan
    samples[2000] = .infinity
    samples[3000] = -.infinity
    samples[4000] = 3e38
    let outcome = try classify("odd.wav", Sound.floatWAV(samples))
    #expect(outcome.status == 0 && outcome.errors.hasPrefix("warning: "), "\(outcome.errors)")
    #expect(!outcome.output.contains("nan"))
  }

  @Test("Silence is answered as unsure, digital zero and dither alike", arguments: [0, 0.000_03] as [Float])
  func silence(level: Float) throws {
    let outcome = try classify("silence.wav", Sound.floatWAV(Sound.noise(seconds: 5, level: level)))
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\"unsure\" : true") && outcome.errors.contains("silent"))
  }

  @Test("Shorter than a window: repeated, and said so; down to a single sample", arguments: [1, 100, 22_050])
  func short(count: Int) throws {
    // The first sample of the tune is 0, which by itself is silence.
    let samples = Array(Sound.tune(seconds: 1.5).dropFirst(40).prefix(count))
    let outcome = try classify("short.wav", Sound.wav(samples))
    #expect(outcome.status == 0 && outcome.errors.contains("shorter than"), "\(outcome.errors)")
  }

  @Test("Missing, a folder without audio: status 66")
  func unreadable() throws {
    try expectRefused(Command.run("classify", scratch.path("missing.mp3")), status: 66)
    try FileManager.default.createDirectory(at: scratch["empty"], withIntermediateDirectories: true)
    try expectRefused(Command.run("classify", scratch.path("empty")), status: 66)
  }

  @Test(
    "No permission: status 66",
    .enabled(if: geteuid() != 0, "needs a user other than root: root may read everything"))
  func forbidden() throws {
    try Sound.wav(Sound.tune(seconds: 3)).write(to: scratch["closed.wav"])
    try FileManager.default.setAttributes(
      [.posixPermissions: 0], ofItemAtPath: scratch.path("closed.wav"))
    try expectRefused(Command.run("classify", scratch.path("closed.wav")), status: 66)
  }

  @Test("Wrong usage: status 64", arguments: [["classify"], ["classify", "--top", "0", "a"], ["nonsense"]])
  func usage(arguments: [String]) throws {
    #expect(try Command.run(arguments).status == 64)
  }

  @Test("A model file that is missing, cut, of other shapes, or no model")
  func models() throws {
    let tune = scratch["tune.wav"]
    try Sound.wav(Sound.tune(seconds: 3)).write(to: tune)
    func classify(_ bytes: Data) throws -> Command.Outcome {
      try bytes.write(to: scratch["model.safetensors"])
      return try Command.run(
        "classify", "--model", scratch.path("model.safetensors"), scratch.path("tune.wav"))
    }
    let bundled = try Data(
      contentsOf: Checkout.root.appending(path: "Sources/CGenreModels/Weights/gru.safetensors"))
    #expect(try classify(bundled).status == 0)
    try expectRefused(classify(Data()), status: 65)
    try expectRefused(classify(Data("no model".utf8)), status: 65)
    try expectRefused(classify(bundled.prefix(bundled.count / 2)), status: 65)
    try expectRefused(classify(bundled.prefix(100)), status: 65)
    let size = try #require(bundled.range(of: Data(#"hiddenSize\":128"#.utf8)))
    let other = bundled[..<size.lowerBound] + Data(#"hiddenSize\":127"#.utf8) + bundled[size.upperBound...]
    try expectRefused(classify(other), status: 65)
    try expectRefused(
      Command.run("classify", "--model", scratch.path("none.safetensors"), tune.path()), status: 66)
  }
}
