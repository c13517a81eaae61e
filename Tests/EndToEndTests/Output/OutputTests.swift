import Foundation
import GenreTestSupport
import Testing

@Suite("Where results go: nothing is lost without a word")
struct OutputTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Runs a line of shell in which `$genre` is the command.
  private func shell(_ line: String) throws -> (status: Int32, errors: String) {
    let errors = scratch["errors"]
    try Data().write(to: errors)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.environment = ["genre": Command.path]
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOf: errors, encoding: .utf8))
  }

  #if os(Linux)
    @Test("A full disk behind standard output is an error, whatever is written there")
    func fullOutput() throws {
      try Sound.wav(Sound.noise(seconds: 4)).write(to: scratch["a.wav"])
      let sound = scratch.path("a.wav")
      for line in ["info", "info gru", "classify \(sound)", "features \(sound) --output -"] {
        for output in ["> /dev/full", ">&-"] {
          let outcome = try shell("\"$genre\" \(line) \(output)")
          #expect(outcome.status == 73, "\(line) \(output): \(outcome.status)")
          #expect(outcome.errors.contains("standard output"), "\(outcome.errors)")
        }
      }
    }
  #endif

  @Test("A reader that has seen enough ends the command quietly")
  func brokenPipe() throws {
    // More than a pipe holds, so that the command is still writing when nobody reads any more.
    try Sound.wav(Sound.noise(seconds: 60)).write(to: scratch["long.wav"])
    let line =
      "\"$genre\" features \(scratch.path("long.wav")) --output - | head -n 1 > \(scratch.path("line"))"
    #expect(try shell(line).errors == "")
    #expect(try String(contentsOf: scratch["line"], encoding: .utf8).split(separator: ",").count == 13)
  }

  @Test("A name with control characters tells the terminal nothing and breaks no line")
  func controlCharacters() throws {
    let name = "a\u{1B}[31m\n.wav"
    try Sound.wav(Sound.noise(seconds: 2)).write(to: scratch[name])
    let outcome = try Command.run("classify", scratch.path(name), scratch.path("b\u{7}.wav"))
    let written = "a\\u{1B}[31m\\n.wav"
    #expect(outcome.output.contains(written) && !outcome.output.contains("\u{1B}"), "\(outcome.output)")
    #expect(outcome.errors.contains(written) && outcome.errors.contains("b\\u{07}.wav: no such file"))
    #expect(!outcome.errors.contains("\u{1B}") && !outcome.errors.contains("\u{7}"))
    let json = try Command.run("classify", scratch.path(name), "--format", "ndjson").output
    #expect(json.split(separator: "\n").count == 1 && json.contains("a\\u001b[31m\\n.wav"), "\(json)")
  }

  @Test("No output takes an input's place, or another output's, and none a device's")
  func inputsStay() throws {
    let data = try OwnGenres.make(in: scratch, clips: [3, 3])
    let cache = scratch.path("c.safetensors")
    #expect(try Command.run("features", data, "--cache", cache).status == 0)
    let bytes = try Data(contentsOf: URL(filePath: cache))
    let model = scratch.path("m.safetensors")
    let song = data + "/Türkü/0.wav"
    let list = scratch.path("list.csv")
    let rows = ["Türkü", "演歌"].flatMap { genre in (0..<3).map { "data/\(genre)/\($0).wav,\(genre)" } }
    try Data("file,label\n\(rows.joined(separator: "\n"))\n".utf8).write(to: scratch["list.csv"])
    let copy = scratch.path("copy.safetensors")
    #expect(try Command.run("train", cache, "--output", copy, "--epochs", "1").status == 0)
    try FileManager.default.createSymbolicLink(atPath: scratch.path("link"), withDestinationPath: cache)
    for (arguments, words) in [
      (["train", cache, "--output", cache], "is also an input"),
      (["train", cache, "--output", scratch.path("link")], "is also an input"),
      (["train", cache, "--output", model, "--card", cache], "is also an input"),
      (["train", data, "--also", cache + ":2", "--output", cache], "is also an input"),
      (["train", cache, "--output", model, "--card", model], "two outputs"),
      (["train", cache, "--output", "-"], "name a file"),
      (["train", cache, "--output", "/dev/null"], "is a device or a pipe"),
      (["calibrate", "gru", "--data", cache, "--output", cache], "is also an input"),
      (["calibrate", copy, "--data", cache, "--output", model, "--card", copy], "is also an input"),
      (["features", data, "--cache", song], "is also an input"),
      (["features", list, "--cache", list], "is also an input"),
      (["train", data, "--output", song], "is also an input"),
      (["train", cache, "--output", model, "--card", model + ".checkpoint"], "two outputs"),
      (["train", cache, "--split", "artist:" + list, "--output", list], "is also an input"),
      (["train", cache, "--output", ""], "name of the output is empty"),
    ] {
      let outcome = try Command.run(arguments + (arguments[0] == "train" ? ["--epochs", "1"] : []))
      #expect(outcome.status == 73 && outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
    }
    #expect(try Data(contentsOf: URL(filePath: cache)) == bytes)
    #expect(!FileManager.default.fileExists(atPath: model))
    #expect(try Data(contentsOf: URL(filePath: song)).starts(with: Array("RIFF".utf8)))
    #expect(try String(contentsOf: scratch["list.csv"], encoding: .utf8).hasPrefix("file,label"))
  }

  @Test("A cache that cannot be written any more ends the work there, and leaves nothing half written")
  func fullCache() throws {
    let data = try OwnGenres.make(in: scratch, clips: [3, 3])
    // Read last, and named as an error where it is reached.
    try Data("no sound".utf8).write(to: scratch["data/演歌/z.wav"])
    let cache = scratch.path("c.safetensors")
    let line =
      "trap '' XFSZ; ulimit -f 200; \"$genre\" features \"\(data)\" --kind mel --jobs 1 --cache \(cache)"
    let outcome = try shell(line)
    #expect(outcome.status == 73 && !outcome.errors.contains("z.wav"), "\(outcome.errors)")
    #expect(
      try scratch.contents() == [
        "data", "errors",
      ])
  }

  @Test("Features of standard input, and the options of a hyphen where no file is meant")
  func hyphens() throws {
    let sound = Sound.wav(Sound.noise(seconds: 4))
    try sound.write(to: scratch["a.wav"])
    let piped = try Command.run("features", "-", "--output", "-", input: sound)
    let named = try Command.run("features", scratch.path("a.wav"), "--output", "-")
    #expect(piped.status == 0 && piped.output == named.output)
    try sound.write(to: scratch["-horns.wav"])
    let outcome = try Command.run("classify", "-horns.wav", in: scratch.folder)
    #expect(
      outcome.status == 64 && outcome.errors.contains("./-horns.wav"), "\(outcome.errors) \(outcome.output)")
    #expect(try Command.run("classify", "./-horns.wav", in: scratch.folder).status == 0)
    #expect(try Command.run("classify", "-h").status == 0)
  }

  @Test("A cache is one by its content, whatever it is called")
  func cacheByAnyName() throws {
    let data = try OwnGenres.make(in: scratch, clips: [3, 3])
    let cache = scratch.path("c.safetensors")
    #expect(try Command.run("features", data, "--cache", cache).status == 0)
    #expect(
      try Command.run(
        "train", cache, "--output", scratch.path("m.safetensors"), "--epochs", "1", "--batch", "4"
      ).status == 0)
    try FileManager.default.copyItem(atPath: cache, toPath: scratch.path("kept.st"))
    let named = try Command.run("evaluate", scratch.path("m.safetensors"), "--data", cache)
    let renamed = try Command.run(
      "evaluate", scratch.path("m.safetensors"), "--data", scratch.path("kept.st"))
    #expect(named.status == 0 && renamed.status == 0 && named.output == renamed.output, "\(renamed.errors)")
  }

  @Test("Music of a kind that is not read is named in a folder, with what to do, and the rest is answered")
  func unreadKind() throws {
    try FileManager.default.createDirectory(at: scratch["mixed"], withIntermediateDirectories: true)
    try Sound.wav(Sound.noise(seconds: 4)).write(to: scratch["mixed/a.wav"])
    let container = Data([0, 0, 0, 24] + Array("ftypM4A ".utf8)) + Data(count: 4000)
    try container.write(to: scratch["mixed/b.m4a"])
    // Without an ending the content says what it is.
    try Sound.wav(Sound.noise(seconds: 4)).write(to: scratch["mixed/01 - Vol. 2"])
    try Data("what I heard".utf8).write(to: scratch["mixed/NOTES"])
    let outcome = try Command.run("classify", "--format", "ndjson", scratch.path("mixed"))
    #expect(outcome.status == 1 && outcome.output.split(separator: "\n").count == 2)
    #expect(
      outcome.errors.contains("b.m4a") && !outcome.errors.contains("NOTES")
        && outcome.errors.contains("MPEG-4"), "\(outcome.errors)")
  }

  @Test("A pipe in a folder is passed over: nobody may ever write to it")
  func pipeInFolder() throws {
    try FileManager.default.createDirectory(at: scratch["songs"], withIntermediateDirectories: true)
    try Sound.wav(Sound.noise(seconds: 4)).write(to: scratch["songs/a.wav"])
    #expect(mkfifo(scratch.path("songs/b.mp3"), 0o600) == 0)
    let outcome = try Command.run("classify", "--format", "ndjson", scratch.path("songs"))
    #expect(outcome.status == 0 && outcome.output.split(separator: "\n").count == 1, "\(outcome.errors)")
  }
}
