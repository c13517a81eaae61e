import Foundation
import GenreTestSupport
import Testing

@Suite("genre-cli evaluate")
struct EvaluationTests {
  private let scratch: Scratch
  private let data: String
  private let cache: String
  private let model: String

  init() throws {
    scratch = try Scratch()
    data = try OwnGenres.make(in: scratch, clips: [3, 3, 3])
    (cache, model) = (scratch.path("c.safetensors"), scratch.path("m.safetensors"))
    _ = try Command.run("features", data, "--cache", cache)
    _ = try Command.run("train", cache, "--epochs", "4", "--output", model)
  }

  private func tracks(_ outcome: Command.Outcome) throws -> [String: Any] {
    #expect(outcome.status == 0, "\(outcome.errors)")
    let figures = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let segments = try #require(figures?["segments"] as? [String: Any])
    #expect((segments["interval"] as? [String: Any])?["lower"] is Double)
    return try #require(figures?["tracks"] as? [String: Any])
  }

  @Test("Clips that were kept apart, by a list of their own and nothing else")
  func keptApart() throws {
    try FileManager.default.createDirectory(at: scratch["l"], withIntermediateDirectories: true)
    try Data("Türkü/0.wav\nTürkü/1.wav\n演歌/2.wav\n演歌/9.wav\n".utf8).write(to: scratch["l/test_filtered.txt"])
    let outcome = try Command.run(
      "evaluate", model, "--data", cache, "--split", "lists:" + scratch.path("l"), "--format", "json")
    #expect(try tracks(outcome)["total"] as? Int == 3)
    #expect(outcome.errors.contains("test_filtered.txt names 4 clips; the data has 3 of them"))
    let other = try Command.run(
      "evaluate", model, "--data", cache, "--split", "lists:" + scratch.path("l"), "--side", "validation")
    #expect(other.status == 64 && other.errors.contains("no list of the validation side"))
  }

  @Test("A label may stand for a set of genres, in a CSV of audio files and in a cache alike")
  func sets() throws {
    try FileManager.default.moveItem(atPath: data + "/演歌", toPath: data + "/anything")
    let coarse = scratch.path("coarse.safetensors")
    #expect(try Command.run("features", data, "--cache", coarse).status == 0)
    try Data("label,genres\nanything,Türkü;演歌;rock & roll\n".utf8).write(to: scratch["map.csv"])
    let unknown = try Command.run("evaluate", model, "--data", coarse)
    #expect(unknown.status == 65 && unknown.errors.contains("does not know the genre 'anything'"))
    #expect(unknown.errors.contains("--map FILE"), "\(unknown.errors)")
    let cached = try Command.run(
      "evaluate", model, "--data", coarse, "--map", scratch.path("map.csv"), "--format", "json")
    let lines = (0..<3).map { "anything/\($0).wav,anything" } + ["Türkü/0.wav,Türkü"]
    try Data(("\u{FEFF}file,label\n" + lines.joined(separator: "\n")).utf8).write(
      to: scratch["data/labels.csv"])
    let listed = try Command.run(
      "evaluate", model, "--data", scratch.path("data/labels.csv"), "--map", scratch.path("map.csv"),
      "--format", "json")
    #expect(try tracks(cached)["total"] as? Int == 9)
    #expect(try tracks(listed)["total"] as? Int == 4)
    #expect(try (tracks(listed)["correct"] as? Int ?? 0) >= 3)
  }

  @Test("Lists as spreadsheets write them; genres in other letters; labels that are none of the genres")
  func otherLists() throws {
    let other = scratch.path("other.safetensors")
    let folders = ["hiphop": "Türkü", "rock": "演歌", "waltz": "rock & roll"]
    for (name, folder) in folders {
      try FileManager.default.moveItem(atPath: data + "/" + folder, toPath: data + "/" + name)
    }
    #expect(try Command.run("train", data, "--epochs", "4", "--output", other).status == 0)
    let list = scratch.path("l.csv")
    for text in [
      "File;Label\r\ndata/hiphop/0.wav;Hip-Hop\r\ndata/rock/0.wav; ROCK \r\n",
      "label\tfile\rHip Hop\tdata/hiphop/0.wav\rrock\tdata/rock/0.wav\r",
    ] {
      try Data(text.utf8).write(to: scratch["l.csv"])
      #expect(
        try tracks(Command.run("evaluate", other, "--data", list, "--format", "json"))["total"] as? Int == 2)
    }
    try Data("file,label\ndata/rock/0.wav,soul\ndata/rock/1.wav,folk\ndata/rock/2.wav,rock\n".utf8).write(
      to: scratch["l.csv"])
    let unknown = try Command.run("evaluate", other, "--data", list)
    #expect(unknown.status == 65 && unknown.errors.contains("the genres 'folk', 'soul'"), "\(unknown.errors)")
    try Data("label,genres\nsoul,\nfolk,\n".utf8).write(to: scratch["map.csv"])
    let outcome = try Command.run("evaluate", other, "--data", list, "--map", scratch.path("map.csv"))
    #expect(
      outcome.status == 0 && outcome.output.contains("| out of scope, and marked unsure |"),
      "\(outcome.errors)")
    #expect(outcome.output.contains(" of 1: ") && outcome.output.contains(" of 2 |"))
  }

  @Test("A list is trained on and measured as the folder of its files is, side by side")
  func listedSides() throws {
    let rows = OwnGenres.names.flatMap { genre in (0..<3).map { "\"data/\(genre)/\($0).wav\",\(genre)" } }
    let list = scratch.path("list.csv")
    try Data("file,label\n\(rows.joined(separator: "\n"))\n".utf8).write(to: scratch["list.csv"])
    let own = scratch.path("own.safetensors")
    #expect(try Command.run("train", list, "--epochs", "4", "--output", own).status == 0)
    let side = ["--split", "track", "--side", "validation", "--format", "json"]
    let listed = try Command.run(["evaluate", own, "--data", list] + side)
    #expect(try tracks(listed)["total"] as? Int == 3)
    let folder = try Command.run(["evaluate", own, "--data", data] + side)
    #expect(listed.output == folder.output && listed.errors.isEmpty, "\(listed.errors)")
  }

  @Test("What flatters or is broken is said: a model asked about its own data, a recording that was cut")
  func warnings() throws {
    let own = try Command.run("evaluate", model, "--data", cache)
    #expect(
      own.status == 0 && own.errors.contains("was trained on data of this name (the folder data)"),
      "\(own.errors)")
    let side = try Command.run("evaluate", model, "--data", cache, "--split", "track", "--side", "validation")
    #expect(side.status == 0 && !side.errors.contains("was trained on"))
    let song = data + "/Türkü/0.wav"
    let bytes = try Data(contentsOf: URL(filePath: song))
    try bytes.prefix(bytes.count / 2).write(to: URL(filePath: song))
    for arguments in [
      ["evaluate", model, "--data", data], ["features", data, "--cache", scratch.path("d.safetensors")],
      ["train", data, "--epochs", "1", "--output", scratch.path("n.safetensors")],
    ] {
      let outcome = try Command.run(arguments)
      #expect(
        outcome.status == 0 && outcome.errors.contains("warning: \(song): cut short"), "\(outcome.errors)")
    }
  }

  @Test("A side without a split is refused; a genre that the model lacks is named")
  func idleOptions() throws {
    let list = scratch.path("labels.csv")
    try Data("file,label\ndata/Türkü/0.wav,Türkü\n".utf8).write(to: scratch["labels.csv"])
    for (arguments, words) in [
      (["--data", cache, "--side", "validation"], "--side without a split")
    ] {
      let outcome = try Command.run(["evaluate", model] + arguments)
      #expect(outcome.status == 64 && outcome.errors.contains(words), "\(outcome.errors)")
      let calibrated = try Command.run(
        ["calibrate", model, "--output", scratch.path("n.safetensors")] + arguments)
      #expect(calibrated.status == 64 && calibrated.errors.contains(words), "\(calibrated.errors)")
    }
    let taken = try Command.run(
      "calibrate", model, "--output", scratch.path("n.safetensors"), "--data", list, "--split", "track")
    #expect(
      taken.status == 64 && taken.errors.contains("--split does not divide lists of files"), "\(taken.errors)"
    )
    try Data("label,genres\nTürkü,Türkü;rokc\n".utf8).write(to: scratch["map.csv"])
    let outcome = try Command.run("evaluate", model, "--data", list, "--map", scratch.path("map.csv"))
    #expect(outcome.status == 0 && outcome.errors.contains("names 'rokc', which the model does not know"))
  }

  @Test("Every format says the same number of clips")
  func formats() throws {
    let csv = try Command.run("evaluate", model, "--data", cache, "--format", "csv").output
    #expect(
      csv.hasPrefix("file,truth,genre,confidence,unsure,right\n") && csv.split(separator: "\n").count == 10)
    #expect(try Command.run("evaluate", model, "--data", cache).output.contains(" of 9: "))
    let page = try Command.run("evaluate", model, "--data", cache, "--format", "html").output
    #expect(page.contains(" of 9<") && page.contains("Wilson") && page.contains("rock &amp; roll"))
  }
}
