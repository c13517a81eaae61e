#if os(Linux)
  import Foundation
  import GenreTestSupport
  import Testing

  /// Names as bytes, from the shell to every form of output. Other systems refuse such names themselves.
  @Suite("Names that are not UTF-8, twins, long paths, and what cannot be looked at")
  struct RawNameTests {
    private let scratch: Scratch
    /// `café.wav` in Latin-1.
    private static let name: [UInt8] = Array("caf".utf8) + [0xE9] + Array(".wav".utf8)

    init() throws { scratch = try Scratch() }

    private func path(_ parts: [UInt8]...) -> [UInt8] {
      Array("\(scratch.root)/".utf8) + [UInt8](parts.joined(separator: [UInt8(ascii: "/")]))
    }

    private func writeSong(_ path: [UInt8], seed: UInt64 = 1) {
      RawFiles.write(Sound.wav(Sound.noise(seconds: 4, seed: seed)), to: path)
    }

    /// Runs a line of bash in the folder, `$genre` being the command.
    private func shell(_ line: String) throws -> (status: Int32, output: [UInt8], errors: String) {
      let (output, errors) = (scratch[".out"], scratch[".err"])
      try Data().write(to: output)
      try Data().write(to: errors)
      let process = Process()
      process.executableURL = URL(filePath: "/bin/bash")
      process.arguments = ["-c", line]
      process.environment = ["genre": Command.path, "PATH": "/usr/bin:/bin"]
      process.currentDirectoryURL = scratch.folder
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
      process.waitUntilExit()
      return (
        process.terminationStatus, [UInt8](try Data(contentsOf: output)),
        String(decoding: try Data(contentsOf: errors), as: UTF8.self)
      )
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test(
      "Such a file is classified by its name, in a folder, and from a list",
      arguments: [
        "classify --model gru $'caf\\xe9.wav'", "classify --model gru --recursive .",
        "classify --model gru --paths-from - --null < <(printf '%s\\0' *.wav)",
        "classify --model gru --paths-from <(ls)",
      ])
    func classified(arguments: String) throws {
      writeSong(path(Self.name))
      let plain = try shell("\"$genre\" \(arguments)")
      #expect(plain.status == 0, "\(plain.errors)")
      #expect(text(plain.output).contains("caf\\xE9.wav"))
      let exact = try shell(
        "\"$genre\" \(arguments.replacing("--model", with: "--exact-names --format csv --model"))")
      #expect(exact.output.split(separator: 10).last?.contains(0xE9) == true)
      let lines = try shell("\"$genre\" \(arguments.replacing("--model", with: "--format ndjson --model"))")
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(lines.output)) as? [String: Any])
      let bytes = try #require((object["fileBytes"] as? String).flatMap { Data(base64Encoded: $0) })
      #expect(bytes.suffix(8) == Data(Self.name))
      #expect((object["file"] as? String)?.hasSuffix("caf\\xE9.wav") == true)
    }

    @Test("An error names such a file, also in NDJSON")
    func failed() throws {
      RawFiles.write([1, 2, 3], to: path(Self.name))
      let outcome = try shell(
        "ls | \"$genre\" classify --model gru --format ndjson --paths-from -")
      #expect(outcome.status == 65 && outcome.errors.contains("error: caf\\xE9.wav: "), "\(outcome.errors)")
      #expect(text(outcome.output).contains(#""file":"caf\\xE9.wav","fileBytes":"Y2Fm6S53YXY=""#))
      let missing = try shell("\"$genre\" classify --model gru $'\\xff.wav'")
      #expect(missing.status == 66 && missing.errors.contains("error: \\xFF.wav: no such file"))
    }

    #if Library
      @Test(
        "A library has the bytes of such a path in its list and in a playlist, and shows it like other commands"
      )
      func library() throws {
        let folder: [UInt8] = [0xFF, 0x64]
        RawFiles.makeFolder(path(folder))
        writeSong(path(folder, Self.name))
        writeSong(path(Array("plain.wav".utf8)), seed: 2)
        let scan = try shell("\"$genre\" library scan . --model gru --database l.db")
        #expect(scan.status == 0 && text(scan.output).contains("2 classified"), "\(scan.errors)")
        let exact = try shell("printf '%s' \"$(pwd -P)\"/*/caf*").output
        #expect(exact.suffix(11) == folder + [UInt8(ascii: "/")] + Self.name)

        let list = try shell("\"$genre\" library list --database l.db --format ndjson")
        let objects = try list.output.split(separator: 10).map {
          try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
        }
        let odd = try #require(objects.first { $0["fileBytes"] != nil })
        #expect(objects.count == 2 && objects.count { $0["fileBytes"] != nil } == 1)
        #expect((odd["fileBytes"] as? String).flatMap { Data(base64Encoded: $0) } == Data(exact))
        #expect((odd["file"] as? String)?.hasSuffix("/\\xFFd/caf\\xE9.wav") == true)
        for format in ["text", "csv"] {
          let shown = try shell("\"$genre\" library list --database l.db --format \(format)")
          #expect(text(shown.output).contains("/\\xFFd/caf\\xE9.wav"))
        }
        #expect(text(try shell("\"$genre\" library stats --database l.db").output).contains("/\\xFFd "))

        let playlist = try shell("\"$genre\" library playlist --database l.db")
        #expect(playlist.status == 0, "\(playlist.errors)")
        #expect(playlist.output.split(separator: 10).contains { Array($0) == exact })
        let again = try shell(
          "\"$genre\" library playlist --database l.db | grep -av '^#' | \"$genre\" classify --model gru --format ndjson --paths-from -"
        )
        #expect(again.status == 0 && again.output.split(separator: 10).count == 2, "\(again.errors)")
      }
    #endif

    @Test("Genres and clips with such names are cached and trained on, from a folder and from a list")
    func training() throws {
      let genres: [[UInt8]] = [[0xE9, 0x31], [0xE9, 0x32]]
      RawFiles.makeFolder(path(Array("data".utf8)))
      for (index, genre) in genres.enumerated() {
        RawFiles.makeFolder(path(Array("data".utf8), genre))
        for clip in 0..<3 as Range<UInt8> {
          writeSong(
            path(Array("data".utf8), genre, [0xFF, 0x30 + clip] + Array(".wav".utf8)),
            seed: UInt64(index * 3) + UInt64(clip))
        }
      }
      let cache = try shell("\"$genre\" features data --cache c.safetensors")
      #expect(
        cache.status == 0 && text(cache.output).contains("6 clips of 2 genres (\\xE91, \\xE92)"), "\(cache)")
      let train = try shell(
        "\"$genre\" train c.safetensors --epochs 1 --output m.safetensors && \"$genre\" evaluate m.safetensors --data c.safetensors --format csv"
      )
      #expect(train.status == 0, "\(train.errors)")
      // The list is in the bytes of the file system.
      let list = try shell(
        "(echo file,label; for f in data/*/*.wav; do echo \"$f,$(basename \"$(dirname \"$f\")\")\"; done) > l.csv; \"$genre\" features l.csv --cache d.safetensors"
      )
      #expect(list.status == 0 && text(list.output).contains("6 clips of 2 genres"), "\(list.errors)")
    }

    @Test("Two spellings of one name are two clips")
    func twins() throws {
      for genre in ["a", "b"] {
        RawFiles.makeFolder(path(Array("data".utf8)))
        RawFiles.makeFolder(path(Array("data".utf8), Array(genre.utf8)))
        writeSong(path(Array("data/\(genre)/\u{FC}.wav".utf8)), seed: 1)
        writeSong(path(Array("data/\(genre)/u\u{308}.wav".utf8)), seed: 2)
      }
      let cache = try shell(
        "\"$genre\" features data --cache c.safetensors && \"$genre\" train c.safetensors --epochs 1 --output m.safetensors"
      )
      #expect(cache.status == 0 && text(cache.output).contains("4 clips of 2 genres"), "\(cache.errors)")
      let both = try shell("\"$genre\" classify --recursive --model gru --format ndjson data")
      #expect(both.output.split(separator: 10).count == 4)
    }

    @Test("A path of more than 4,096 bytes is walked and classified")
    func deep() throws {
      RawFiles.makeFolder(path(Array("deep".utf8)))
      let file = RawFiles.writeDeep(
        [UInt8](Sound.wav(Sound.noise(seconds: 4))), in: scratch.path("deep"), depth: 30, name: "song.wav")
      #expect(file.utf8.count > 4096)
      let outcome = try shell("\"$genre\" classify --recursive --model gru --format ndjson deep")
      #expect(outcome.status == 0 && outcome.output.split(separator: 10).count == 1, "\(outcome.errors)")
      // Foundation cannot take away what it cannot name.
      _ = try shell("rm -rf deep")
    }

    @Test("What cannot be looked at is named, and the status is not 0")
    func unknown() throws {
      writeSong(path(Array("a.wav".utf8)))
      try FileManager.default.createSymbolicLink(atPath: scratch.path("Album"), withDestinationPath: "Album")
      try FileManager.default.createSymbolicLink(atPath: scratch.path("Live"), withDestinationPath: "gone")
      let outcome = try shell("\"$genre\" classify --recursive --model gru --format ndjson .")
      #expect(outcome.status == 1 && outcome.output.split(separator: 10).count == 1)
      #expect(outcome.errors.contains("./Album: cannot be looked at (too many levels of symbolic links)"))
      #expect(
        outcome.errors.contains("./Live: cannot be looked at (a link that leads nowhere)"),
        "\(outcome.errors)")
    }

    @Test("Bars begin in one column, whatever the width of letters")
    func columns() throws {
      let data = try OwnGenres.make(in: scratch, clips: [2, 2, 2])
      let trained = try Command.run(
        ["train", data, "--epochs", "1", "--output", scratch.path("m.safetensors")])
      #expect(trained.status == 0, "\(trained.errors)")
      let outcome = try Command.run(
        "classify", data + "/Türkü/0.wav", "--model", scratch.path("m.safetensors"))
      let bars = outcome.output.split(separator: "\n").filter { $0.contains("█") || $0.contains("·") }
      #expect(bars.count == 3)
      for bar in bars {
        let name = bar.prefix { $0 != "█" && $0 != "·" }
        let wide = name.contains("演") ? 2 : 0
        #expect(
          name.count + wide == bars[0].prefix { $0 != "█" && $0 != "·" }.count
            + (bars[0].contains("演") ? 2 : 0))
      }
    }
  }
#endif
