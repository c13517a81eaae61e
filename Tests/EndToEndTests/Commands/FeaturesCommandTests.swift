import Foundation
import GenreFeatures
import GenreTestSupport
import Testing

@Suite("genre-cli features")
struct FeaturesCommandTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try Sound.wav(Sound.tune(seconds: 4)).write(to: scratch["tune.wav"])
  }

  @Test("MFCCs as .npy, CSV and JSON are the same numbers, 13 a frame")
  func formats() throws {
    for name in ["f.npy", "f.csv", "f.json"] {
      let outcome = try Command.run("features", scratch.path("tune.wav"), "--output", scratch.path(name))
      #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty, "\(outcome.errors)")
    }
    let matrix = try NPYFile.decode(Array(Data(contentsOf: scratch["f.npy"])))
    #expect(matrix.frameCount == 1 + 4 * 22_050 / 512 && matrix.coefficientCount == 13)
    let csv = try String(contentsOf: scratch["f.csv"], encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: ",").compactMap { Float($0) } }
    #expect(csv.count == matrix.frameCount && csv.flatMap { $0 } == matrix.values)
    let json = try JSONDecoder().decode([[Float]].self, from: Data(contentsOf: scratch["f.json"]))
    #expect(json.flatMap { $0 } == matrix.values)
  }

  @Test("The mel spectrogram has 128 bands within 80 dB, and options are obeyed")
  func mel() throws {
    let path = scratch.path("m.npy")
    _ = try Command.run("features", scratch.path("tune.wav"), "--kind", "mel", "--output", path)
    let mel = try NPYFile.decode(Array(Data(contentsOf: scratch["m.npy"])))
    #expect(mel.coefficientCount == 128)
    let (low, high) = (try #require(mel.values.min()), try #require(mel.values.max()))
    #expect(high - low <= 80.001 && high - low > 60)
    _ = try Command.run(
      "features", scratch.path("tune.wav"), "--coefficients", "20", "--hop-length", "256", "--output", path)
    let other = try NPYFile.decode(Array(Data(contentsOf: scratch["m.npy"])))
    #expect(other.coefficientCount == 20 && other.frameCount == 1 + 4 * 22_050 / 256)
  }

  @Test("Bands that no sound can reach are counted, once")
  func emptyBands() throws {
    let outcome = try Command.run(
      "features", scratch.path("tune.wav"), "--kind", "mel", "--bands", "300", "--fft-length", "512",
      "--output",
      scratch.path("m.npy"))
    #expect(outcome.status == 0)
    let warnings = outcome.errors.split(separator: "\n")
    #expect(warnings.count == 1 && warnings[0].hasPrefix("warning: "), "\(outcome.errors)")
    let mel = try NPYFile.decode(Array(Data(contentsOf: scratch["m.npy"])))
    let constant = (0..<300).count { band in
      Set((0..<mel.frameCount).map { mel.row($0)[mel.row($0).startIndex + band] }).count == 1
    }
    #expect(
      warnings.first?.contains(" \(constant) of 300 mel bands ") == true, "\(constant) \(outcome.errors)")
  }

  @Test("Bad requests: an unknown ending, an unwritable place, nonsense settings, both outputs")
  func refusals() throws {
    let tune = scratch.path("tune.wav")
    let requests: [([String], Int32)] = [
      (["--output", scratch.path("f.doc")], 64), (["--output", scratch.path("none/f.npy")], 73),
      (["--output", scratch.path("f.npy"), "--coefficients", "200"], 64),
      (["--output", scratch.path("f.npy"), "--hop-length", "0"], 64),
      (["--output", scratch.path("f.npy"), "--cache", scratch.path("c.safetensors")], 64), ([], 64),
    ]
    for (options, status) in requests {
      let outcome = try Command.run(["features", tune] + options)
      #expect(outcome.status == status, "\(options): \(outcome.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path("f.npy")))
  }

  @Test("A cache names what it left out, with status 1; training on it works")
  func cache() throws {
    for (genre, pitch) in [("low", 80.0), ("high", 900)] {
      let folder = scratch["genres/\(genre)"]
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for clip in 0..<4 {
        try Sound.wav(Sound.tune(seconds: 3.2, pitch: pitch + 7 * Double(clip)))
          .write(to: folder.appending(path: "\(clip).wav"))
      }
    }
    try Data("no sound".utf8).write(to: scratch["genres/low/broken.mp3"])
    let cache = scratch.path("c.safetensors")
    let outcome = try Command.run("features", scratch.path("genres"), "--cache", cache)
    #expect(outcome.status == 1 && outcome.errors.contains("broken.mp3"))
    #expect(outcome.output.contains("8 clips of 2 genres (high, low)"))

    let model = scratch.path("m.safetensors")
    let trained = try Command.run(
      "train", cache, "--output", model, "--epochs", "3", "--card", scratch.path("card.md"))
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(trained.errors.contains("epoch 3/3"))
    #expect(try String(contentsOf: scratch["card.md"], encoding: .utf8).contains("# Model card: m"))
    let again = try Command.run(
      "train", scratch.path("genres"), "--output", scratch.path("n.safetensors"), "--epochs", "3", "--name",
      "m")
    #expect(again.status == 1)
    let calibrated = scratch.path("calibrated.safetensors")
    let calibration = try Command.run(
      "calibrate", model, "--data", cache, "--output", calibrated, "--card", scratch.path("card2.md"))
    #expect(calibration.status == 0, "\(calibration.errors)")
    #expect(calibration.output.contains("over 8 clips"))
    #expect(try String(contentsOf: scratch["card2.md"], encoding: .utf8).contains("## On \(cache)"))
    let folds = ["--data", cache, "--heard-by", model, "--data", cache, "--heard-by", "gru"]
    let others = try Command.run(
      ["calibrate", model, "--output", calibrated, "--card", scratch.path("card3.md")] + folds)
    #expect(others.status == 65 && others.errors.contains("has other genres"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("card3.md")))
    let together = try Command.run(
      ["calibrate", model, "--output", calibrated, "--card", scratch.path("card3.md")] + folds.dropLast()
        + [model])
    #expect(together.status == 0, "\(together.errors)")
    let card = try String(contentsOf: scratch["card3.md"], encoding: .utf8)
    #expect(card.contains("## On 16 clips, by other networks"))
    #expect(card.contains("\(cache) by \(model). For each source, the temperature"))
    #expect(together.output.contains("\ncross-validated over the sources: over 16 clips"))
    let answer = try Command.run(
      "classify", "--model", model, "--format", "csv", scratch.path("genres/high/0.wav"))
    #expect(answer.output.contains("file,model,genre,confidence,unsure,duration,high,low\n"))
    #expect(answer.status == 0)
  }
}
