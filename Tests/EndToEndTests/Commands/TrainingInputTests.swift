import Foundation
import GenreTestSupport
import Testing

@Suite("Data that a training cannot use as it is: said in words, nothing lost, nothing half written")
struct TrainingInputTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func train(_ arguments: String..., to model: String = "m.safetensors") throws -> Command.Outcome {
    try Command.run(["train"] + arguments + ["--output", scratch.path(model), "--epochs", "1"])
  }

  private func write(_ lines: [String], to name: String) throws {
    let url = scratch[name]
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(lines.joined(separator: "\n").utf8).write(to: url)
  }

  /// Refused in one line that names the file or folder, with no model and nothing else left behind.
  private func expectRefused(
    _ outcome: Command.Outcome, status: Int32, saying words: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
    let errors = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(
      errors.count == 1 && errors[0].contains(words), "\(outcome.errors)", sourceLocation: sourceLocation)
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.path(""))
    #expect(!left.contains { $0.hasPrefix("m.safetensors") }, "\(left)", sourceLocation: sourceLocation)
  }

  @Test("A genre with one clip is trained on, and the side that lacks it is named")
  func oneClip() throws {
    let outcome = try train(OwnGenres.make(in: scratch, clips: [4, 4, 1]))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("warning: the validation side has no clips of rock & roll"))
    #expect(outcome.errors.contains("calibrated on 2 clips, which is too few"), "\(outcome.errors)")
  }

  @Test(
    "The convolutional network is as its options say, and four numbers are asked for where there are four layers"
  )
  func network() throws {
    let data = try OwnGenres.make(in: scratch, clips: [4, 4])
    let options = [
      "--recipe", "convolutional", "--window", "1", "--grain", "2", "--exchange", "0.5", "--input-pooling",
      "2",
    ]
    for numbers in ["1,2", "1,2,1,x"] {
      let refused = try Command.run(
        ["train", data, "--output", scratch.path("m.safetensors"), "--time-pooling", numbers] + options)
      #expect(
        refused.status == 64 && refused.errors.contains("--time-pooling takes four numbers, as in 2,2,1,1"))
    }
    let arguments = [data, "--output", scratch.path("m.safetensors"), "--epochs", "1"] + options
    let outcome = try Command.run(
      ["train"] + arguments + ["--time-pooling", "1,3,1,1", "--channels", "3,4,5,6"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let model = String(decoding: try Data(contentsOf: scratch["m.safetensors"]), as: UTF8.self)
    #expect(model.contains(#"\"inputPooling\":2"#) && model.contains(#"\"timePooling\":3"#))
    #expect(model.contains(#"\"channelCount\":6"#))
  }

  @Test(
    "Each option of how stretches are changed, and sharpness, make another network; one out of range is refused"
  )
  func variation() throws {
    let data = try OwnGenres.make(in: scratch, clips: [3, 3])
    let options = [
      "--recipe", "convolutional", "--window", "1", "--channels", "3,4,5,6", "--epochs", "1", "--validation",
      "0",
    ]
    var weights: Set<Data> = []
    let variations = [
      [], ["--tempo", "0.3"], ["--pitch", "1"], ["--equalizer", "1"], ["--contrast", "0.1"],
      ["--grain", "2"],
      ["--exchange", "0"], ["--sharpness", "0.05"],
    ]
    for (index, variation) in variations.enumerated() {
      let output = scratch.path("\(index).safetensors")
      let outcome = try Command.run(["train", data, "--output", output] + options + variation)
      #expect(outcome.status == 0, "\(outcome.errors)")
      // The end of the file is numbers of the network; the command, which differs in any case, is at its beginning.
      weights.insert(try Data(contentsOf: scratch["\(index).safetensors"]).suffix(4096))
    }
    #expect(weights.count == variations.count)
    let refused = try Command.run(
      ["train", data, "--output", scratch.path("x.safetensors"), "--tempo", "1"] + options)
    #expect(refused.status != 0 && refused.errors.contains("spectrogram augmentation is out of range"))
  }

  @Test(
    "Each option of the baseline recipe makes another network, and features of one's own are computed again")
  func baselineVariation() throws {
    let data = try OwnGenres.make(in: scratch, clips: [3, 3])
    var weights: Set<Data> = []
    let variations = [
      [], ["--channel", "1"], ["--mixing", "0.4"], ["--clip", "0.001"], ["--label-smoothing", "0.2"],
      ["--weight-decay", "0.9"], ["--dropout", "0.4"], ["--schedule", "cosine"], ["--batch", "3"],
      ["--learning-rate", "0.01"], ["--rate", "16000"], ["--deltas", "1", "--delta-width", "5"],
    ]
    for (index, variation) in variations.enumerated() {
      let output = scratch.path("\(index).safetensors")
      let outcome = try Command.run(["train", data, "--output", output, "--epochs", "2"] + variation)
      #expect(outcome.status == 0, "\(outcome.errors)")
      weights.insert(try OwnGenres.weights(output))
    }
    #expect(weights.count == variations.count)
    let info = try Command.run("info", scratch.path("11.safetensors"), "--format", "json").output
    #expect(info.contains(#""width" : 5"#), "\(info)")
  }

  @Test("An option that the recipe has no use for is refused by name, before the data is read")
  func idleOption() throws {
    let idle = [
      ["--tempo", "0.1"], ["--pitch", "1"], ["--equalizer", "1"], ["--contrast", "0.1"], ["--grain", "2"],
      ["--exchange", "0.5"], ["--channels", "3,4,5,6"], ["--input-pooling", "2"],
      ["--time-pooling", "1,2,1,1"],
    ]
    for option in idle {
      let refused = try Command.run(
        ["train", "no such data", "--output", scratch.path("m.safetensors")] + option)
      #expect(
        refused.status == 64 && refused.errors.contains("\(option[0]) has no effect in the baseline recipe"),
        "\(refused.errors)")
    }
  }

  @Test("Windows that no model can have are refused before the training, not after it")
  func window() throws {
    let data = try OwnGenres.make(in: scratch, clips: [2, 2])
    for length in ["0", "0.05", "nan", "1e300"] {
      try expectRefused(
        train(data, "--window", length), status: 64, saying: "the window length must be 0.1 to 600 seconds")
      let compared = try Command.run(
        "compare", "--data", data, "--window", length, "--output", scratch.path("c"))
      #expect(compared.status == 64 && compared.errors.contains("0.1 to 600 seconds"), "\(compared.errors)")
    }
  }

  @Test("A network that cannot be built is a question of the options, not of the data")
  func impossibleNetwork() throws {
    let data = try OwnGenres.make(in: scratch, clips: [3, 3])
    try expectRefused(train(data, "--dropout", "1"), status: 64, saying: "less than 1")
    try expectRefused(
      train(data, "--recipe", "convolutional", "--channels", "0,1,1,1", "--window", "1"), status: 64,
      saying: "channel")
  }

  @Test("What is trained on beside a folder, and asked about in it, is named")
  func copiesAmongFurtherClips() throws {
    let data = try OwnGenres.make(in: scratch, clips: [5, 5])
    let cache = scratch.path("c.safetensors")
    #expect(try Command.run("features", data, "--cache", cache).status == 0)
    let outcome = try train(data, "--also", cache)
    let warnings = outcome.errors.split(separator: "\n").filter { $0.contains("is the same recording as") }
    #expect(
      outcome.status == 0 && outcome.errors.contains("8 to train on, 2 to validate"), "\(outcome.errors)")
    #expect(warnings.count == 2 && warnings.allSatisfy { $0.hasSuffix("too good") }, "\(warnings)")
    #expect(warnings.allSatisfy { $0.contains("on the validation side; leave it out") })
  }

  @Test(
    "A further genre is learnt from additional clips alone; one without a clip, or known already, is refused")
  func furtherGenre() throws {
    let data = try OwnGenres.make(in: scratch, clips: [4, 4, 4])
    let (all, two) = (scratch.path("all.safetensors"), scratch.path("two.safetensors"))
    #expect(try Command.run("features", data, "--cache", all).status == 0)
    try FileManager.default.removeItem(atPath: scratch.path("data/rock & roll"))
    #expect(try Command.run("features", data, "--cache", two).status == 0)
    try expectRefused(
      train(two, "--also", all, "--genre", "rock & roll", "--genre", "polka"), status: 65,
      saying: "no clip has the genre 'polka'")
    try expectRefused(
      train(two, "--also", all, "--genre", "演歌"), status: 65, saying: "the data has clips of the genre '演歌'")
    let outcome = try train(two, "--also", all, "--genre", "rock & roll")
    #expect(outcome.status == 0 && outcome.errors.contains("of 3 genres"), "\(outcome.errors)")
    #expect(try Command.run("info", scratch.path("m.safetensors")).output.contains("rock & roll"))
  }

  @Test("The last seed there is has one after it, and a training that runs away ends with an error")
  func extremes() throws {
    let data = try OwnGenres.make(in: scratch, clips: [3, 3])
    let seeded = try train(data, "--seed", "\(UInt64.max)", "--networks", "2", to: "seeded.safetensors")
    #expect(seeded.status == 0, "\(seeded.errors)")
    try expectRefused(
      train(data, "--learning-rate", "3e38"), status: 70, saying: "is no longer a number")
  }

  @Test("Two genres are enough; one is not, also where the other's files cannot be decoded")
  func twoGenres() throws {
    let data = try OwnGenres.make(in: scratch, clips: [4, 4])
    #expect(try train(data, to: "two.safetensors").status == 0)
    try FileManager.default.removeItem(atPath: data + "/演歌")
    try expectRefused(train(data), status: 65, saying: "two genres or more are needed")
    try write(["no sound"], to: "data/演歌/a.mp3")
    let outcome = try Command.run("features", data, "--cache", scratch.path("m.safetensors"))
    #expect(outcome.errors.contains("演歌/a.mp3: is text, not audio"))
    #expect(outcome.status == 65 && outcome.errors.contains("only 'Türkü' has files"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("m.safetensors")))
  }

  @Test("A cache names the folders without audio and the genres whose files cannot be used")
  func emptyFolders() throws {
    let data = try OwnGenres.make(in: scratch, clips: [2, 2])
    try write(["no sound"], to: "data/noise/a.mp3")
    try FileManager.default.createDirectory(at: scratch["data/leer"], withIntermediateDirectories: true)
    let outcome = try Command.run("features", data, "--cache", scratch.path("c.safetensors"))
    #expect(outcome.status == 1 && outcome.output.contains("4 clips of 2 genres"))
    #expect(outcome.errors.contains("leer: has no audio files"))
    #expect(outcome.errors.contains("no file of 'noise' could be decoded"))
  }

  @Test("A genre that the lists leave out of the training side is refused, out of the other it is said")
  func missingGenre() throws {
    let data = try OwnGenres.make(in: scratch, clips: [3, 3])
    try write(["Türkü/0.wav", "演歌/0.wav", "演歌/1.wav"], to: "l/train.txt")
    try write(["Türkü/1.wav", "Türkü/7.wav"], to: "l/valid.txt")
    let split = "lists:" + scratch.path("l")
    let outcome = try train(data, "--split", split, to: "ok.safetensors")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("the validation side has no clips of 演歌"))
    #expect(outcome.errors.contains("valid.txt names 2 clips; the data has 1 of them"))
    try write(["Türkü/0.wav"], to: "l/train.txt")
    try expectRefused(
      train(data, "--split", split), status: 65, saying: "no clips are left to train on of 演歌")
    try write(["0.wav"], to: "l/train.txt")
    try expectRefused(train(data, "--split", split), status: 65, saying: "write the folder before")
    try write(["Türkü/1.wav", "演歌/0.wav"], to: "l/train.txt")
    try expectRefused(train(data, "--split", split), status: 65, saying: "'Türkü/1.wav' on two sides")
  }

  @Test("Any feature configuration is trained on and heard; one that the cache does not have is refused")
  func features() throws {
    let data = try OwnGenres.make(in: scratch, clips: [3, 3])
    let cache = scratch.path("c.safetensors")
    #expect(
      try Command.run("features", data, "--coefficients", "20", "--deltas", "2", "--cache", cache).status == 0
    )
    try expectRefused(
      train(cache, "--deltas", "1"), status: 64,
      saying: "20 MFCCs with first and second deltas instead of 20 MFCCs with first deltas")
    try expectRefused(train(data, "--hop-length", "0"), status: 64, saying: "hop length is 0")
    #expect(try train(data, "--deltas", "3").status == 64)
    let model = scratch.path("mel.safetensors")
    let options = [
      "--kind", "mel", "--bands", "40", "--deltas", "1", "--fft-length", "1024", "--window-length", "800",
    ]
    let outcome = try Command.run(
      ["train", data] + options + [
        "--hop-length", "256", "--window", "2", "--epochs", "1", "--output", model,
      ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      try Command.run("info", model).output.contains(
        "40 mel bands with first deltas at 22050 Hz, in windows of 2 s"))
    #expect(try Command.run("classify", "--model", model, data + "/演歌/1.wav").status == 0)
    let other = try Command.run("evaluate", model, "--data", cache)
    #expect(other.status == 65 && other.errors.contains("a hop of 512 instead of 256"), "\(other.errors)")
  }

  @Test("compare takes features, weights and a schedule, too, and other ones are another experiment")
  func compare() throws {
    let data = try OwnGenres.make(in: scratch, clips: [4, 2])
    func run(_ rest: String...) throws -> Command.Outcome {
      try Command.run(
        [
          "compare", "--data", data, "--cells", "gru", "--seeds", "1", "--epochs", "3", "--patience", "1",
          "--output", scratch.path("r"),
        ] + rest)
    }
    let options = ["--deltas", "1", "--balance", "--schedule", "cosine"]
    #expect(try run(options[0], options[1], options[2], options[3], options[4]).status == 0)
    let other = try run(options[0], options[1])
    #expect(other.status == 65 && other.errors.contains("other data or settings"), "\(other.errors)")
  }
}
