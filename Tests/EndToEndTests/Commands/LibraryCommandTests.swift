#if Library
  import Foundation
  import GenreTestSupport
  import Testing

  @Suite("The command library, from outside")
  struct LibraryCommandTests {
    private let scratch: Scratch

    init() throws {
      scratch = try Scratch()
      try FileManager.default.createDirectory(at: scratch["music"], withIntermediateDirectories: true)
    }

    private func add(_ count: Int) throws {
      for index in 0..<count {
        let sound = Sound.noise(seconds: 0.5, seed: UInt64(index + 1))
        try scratch.write(Sound.wav(sound), to: "music/\(index % 7)/\(index).wav")
      }
    }

    private func run(_ arguments: String...) throws -> Command.Outcome {
      try Command.run(["library"] + arguments + ["--database", scratch.path("library.db")])
    }

    /// Starts a scan and does not wait for it.
    private func start(_ arguments: String...) throws -> Process {
      let process = Process()
      process.executableURL = URL(filePath: Command.path)
      process.arguments =
        [
          "library", "scan", scratch.path("music"), "--model", "gru", "--database",
          scratch.path("library.db"),
        ]
        + arguments
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }

    private func answeredCount() throws -> Int {
      try run("list", "--format", "csv").output.split(separator: "\n").count - 1
    }

    @Test("Scan, list, stats, playlist, errors")
    func together() throws {
      try add(5)
      try scratch.write(Data(repeating: 0x55, count: 2000), to: "music/noise.mp3")
      let scan = try run("scan", scratch.path("music"), "--model", "gru")
      #expect(scan.status == 1 && scan.errors.contains("noise.mp3: "))
      #expect(scan.output.hasPrefix("6 audio files: 6 new, 0 changed, 0 known\n5 classified, 0 recognised"))
      #expect(try answeredCount() == 5)
      let lines = try run("list", "--format", "ndjson").output.split(separator: "\n")
      #expect(lines.count == 5 && lines.allSatisfy { $0.hasPrefix("{") && $0.contains(#""modelVersion":""#) })
      #expect(try run("list", "--format", "paths", "--null").output.split(separator: "\0").count == 5)
      #expect(try run("stats").output.hasPrefix("5 files classified"))
      #expect(try run("stats", "--format", "html").output.contains("<svg"))
      #expect(try run("playlist").output.hasPrefix("#EXTM3U\n#EXTINF:1,"))
      #expect(try run("errors").output.contains("noise.mp3: "))
      #expect(try run("list", "--changed-since", "soon").status == 64)
      #expect(try run("scan", scratch.path("none")).status == 66)
      let known = try run("scan", scratch.path("music"), "--model", "gru")
      #expect(known.status == 0 && known.output.contains("0 classified, 0 recognised"))
    }

    @Test("Killed twenty times, a scan loses no finished file and does none again")
    func killed() throws {
      try add(150)
      var generator = SeededGenerator(seed: 7)
      var before = 0
      for round in 0..<20 {
        let process = try start()
        usleep(UInt32(round) * 5_000 + UInt32.random(in: 0...20_000, using: &generator))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let done =
          FileManager.default.fileExists(atPath: scratch.path("library.db")) ? try answeredCount() : 0
        #expect(done >= before)
        before = done
      }
      let last = try run("scan", scratch.path("music"), "--model", "gru")
      #expect(
        last.status == 0 && last.output.contains("\n\(150 - before) classified, 0 recognised"), "\(last)")
      #expect(try answeredCount() == 150)
    }

    @Test("A second scan says that there is one, or waits for its end")
    func locked() throws {
      try add(2)
      let lock = open(scratch.path("library.db-scan"), O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      #expect(flock(lock, LOCK_EX) == 0)
      let refused = try run("scan", scratch.path("music"), "--model", "gru")
      #expect(refused.status == 73 && refused.errors.contains("another scan is using this database"))
      let waiting = try start("--wait")
      close(lock)
      waiting.waitUntilExit()
      #expect(waiting.terminationStatus == 0)
      #expect(try answeredCount() == 2)
    }

    @Test("Ctrl-C ends a scan in the middle of a file, with status 130; the next one continues")
    func interrupted() throws {
      try add(1)
      try scratch.write(
        Data(WaveBytes(channelCount: 2, sampleRate: 48_000, declaredByteCount: 2_000_000_000)([])),
        to: "music/long.wav")
      // Four hours of silence that need no room on the disk.
      let file = try FileHandle(forWritingTo: scratch["music/long.wav"])
      try file.truncate(atOffset: 2_000_000_044)
      let process = try start("--jobs", "1")
      while try !run("stats").output.contains(/\d failed, [12] waiting/), process.isRunning { usleep(10_000) }
      process.interrupt()
      process.waitUntilExit()
      #expect(process.terminationReason == .exit && process.terminationStatus == 130)
      try FileManager.default.removeItem(at: scratch["music/long.wav"])
      #expect(try run("scan", scratch.path("music"), "--model", "gru").status == 0)
      #expect(try answeredCount() == 1)
    }

    @Test("A database of the first version is brought up to date, and its answers are kept")
    func migrated() throws {
      try add(3)
      #expect(try run("scan", scratch.path("music"), "--model", "gru").status == 0)
      let before = try run("list", "--format", "ndjson").output
      let python = Process()
      python.executableURL = URL(filePath: "/usr/bin/env")
      let lines = "ALTER TABLE file DROP COLUMN sample; PRAGMA user_version = 1"
      python.arguments = [
        "python3", "-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])",
        scratch.path("library.db"), lines,
      ]
      try python.run()
      python.waitUntilExit()
      #expect(python.terminationStatus == 0)
      #expect(try run("list", "--format", "ndjson").output == before)
      let sampled = try run("scan", scratch.path("music"), "--model", "gru", "--sample", "9")
      #expect(sampled.output.contains("3 answered by another model, version or sample, and kept"))
      #expect(
        try run("scan", scratch.path("music"), "--model", "gru", "--sample", "9", "--reclassify").output
          .contains("3 classified"))
      #expect(try run("list", "--format", "ndjson").output.contains(#""sample":9"#))
    }
  }
#endif
