import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import GenreTraining
import GenreTrainingTestSupport
import Testing

@Suite("Data sets, caches and splits")
struct DatasetTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A Kaggle-like folder: three genres, a hidden folder, a file that does not decode, stray files.
  private func makeFolder(clips: Int = 4) throws -> String {
    for (index, genre) in ["jazz", "blues", "rock"].enumerated() {
      for clip in 0..<clips {
        let samples = Made.samples(seconds: 3.5, seed: UInt64(10 * index + clip + 1))
        try scratch.write(Sound.floatWAV(samples), to: "data/\(genre)/\(genre).0000\(clip).wav")
      }
    }
    try scratch.write(Data("not a sound".utf8), to: "data/jazz/jazz.00054.wav")
    try scratch.write(Sound.floatWAV(Made.samples(seconds: 3)), to: "data/.ipynb_checkpoints/jazz.00000.wav")
    try scratch.write(Data("notes".utf8), to: "data/README.txt")
    try scratch.write(Data("notes".utf8), to: "data/documents/notes.txt")
    return scratch.path("data")
  }

  @Test("Hidden folders are no genre, and a file that does not decode is named and left out")
  func folder() throws {
    let folder = try GenreFolder(makeFolder())
    #expect(folder.labels == ["blues", "jazz", "rock"])
    var failed: [String] = []
    let dataset = try GenreDataset(decoding: folder, features: FeatureConfiguration()) { file in
      if file.error != nil { failed.append(file.path) }
    }
    #expect(failed == ["\(folder.path)/jazz/jazz.00054.wav"])
    #expect(dataset.items.count == 12 && dataset.labels == ["blues", "jazz", "rock"])
  }

  @Test(
    "A folder that cannot be read is named, and no genre without audio",
    .enabled(if: geteuid() != 0, "root may read every folder"))
  func unreadableFolder() throws {
    let path = try makeFolder()
    let closed = scratch.path("data/jazz")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: closed)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: closed) }
    let folder = try GenreFolder(path)
    #expect(folder.labels == ["blues", "rock"] && folder.unreadableFolders.map(\.path) == [closed])
    #expect(
      folder.warnings(used: folder.labels).contains { $0.hasPrefix("\(closed): this folder cannot be read") })
  }

  @Test("A list of files is a data set as a folder is")
  func list() throws {
    let folder = try makeFolder()
    let names = try GenreFolder(folder).entries.filter { !$0.name.contains("00054") }
    let rows = names.map { "data/\($0.name),\($0.label)\n" }.joined()
    let list = try scratch.write(Data("file,label\n\(rows)".utf8), to: "list.csv")
    let listed = try GenreDataset(ClipSource(path: list))
    #expect(listed.source == "the list list.csv" && ClipSource(path: list) == .list(list))
    #expect(try listed.items.map(\.features) == GenreDataset(ClipSource(path: folder)).items.map(\.features))
    #expect(try GenreDataset(ClipSource(path: folder)).source == "the folder data")
  }

  @Test("A cache holds what decoding gives, bit for bit, and the same bytes each time")
  func cache() throws {
    let folder = try GenreFolder(makeFolder() + "/")
    let features = FeatureConfiguration()
    let summary = try FeatureCache.write(
      folder, features: features, to: scratch.path("c.safetensors"), jobs: 3)
    #expect(summary.itemCount == 12)
    let cached = try GenreDataset(cache: scratch.path("c.safetensors"))
    let decoded = try GenreDataset(decoding: folder, features: features)
    #expect(cached.items == decoded.items && cached.features == features)
    try FeatureCache.write(folder, features: features, to: scratch.path("d.safetensors"), jobs: 1)
    #expect(
      FileManager.default.contents(atPath: scratch.path("c.safetensors"))
        == FileManager.default.contents(atPath: scratch.path("d.safetensors")))
  }

  @Test("One genre, no genre, no folder, no cache: each a clear error")
  func refusals() throws {
    func code(_ work: () throws(GenreError) -> Void) -> GenreError.Code? {
      do throws(GenreError) { try work() } catch { return error.code }
      return nil
    }
    try scratch.write(Sound.floatWAV(Made.samples(seconds: 3)), to: "one/jazz/a.wav")
    #expect(code { () throws(GenreError) in _ = try GenreFolder(scratch.path("one")) } == .invalidData)
    #expect(code { () throws(GenreError) in _ = try GenreFolder(scratch.path("none")) } == .notFound)
    #expect(
      code { () throws(GenreError) in _ = try GenreDataset(ClipSource(path: scratch.path("none"))) }
        == .notFound)
    let made = try Made.dataset()
    var items = made.items
    var values = items[2].features.values
    values[7] = .nan
    items[2] = GenreDataset.Item(
      name: items[2].name, label: items[2].label,
      features: FeatureMatrix(
        frameCount: items[2].features.frameCount, coefficientCount: items[2].features.coefficientCount,
        values: values))
    #expect(
      code { () throws(GenreError) in
        _ = try GenreDataset(labels: made.labels, items: items, features: made.features, source: "")
      } == .invalidData)
    let text = try scratch.write(Data("text".utf8), to: "t.safetensors")
    #expect(code { () throws(GenreError) in _ = try GenreDataset(ClipSource(path: text)) } == .invalidData)
  }

  @Test("A split by clip keeps every clip once and each genre's share, and depends on the seed alone")
  func track() throws {
    let dataset = try GenreDataset(decoding: GenreFolder(makeFolder()), features: FeatureConfiguration())
    let split = try DatasetSplit.track(of: dataset, validationShare: 0.25, testShare: 0.25, seed: 1)
    #expect((split.training + split.validation + split.test).sorted() == Array(0..<12))
    for label in dataset.labels {
      #expect(split.validation.count { dataset.items[$0].label == label } == 1)
      #expect(split.test.count { dataset.items[$0].label == label } == 1)
    }
    #expect(try DatasetSplit.track(of: dataset, validationShare: 0.25, testShare: 0.25, seed: 1) == split)
    let others = try (2...6).map {
      try DatasetSplit.track(of: dataset, validationShare: 0.25, testShare: 0.25, seed: $0)
    }
    #expect(others.contains { $0.training != split.training })
  }

  @Test("A split by groups puts no group on two sides")
  func groups() throws {
    let dataset = try GenreDataset(
      decoding: GenreFolder(makeFolder(clips: 6)), features: FeatureConfiguration())
    let groups = dataset.items.indices.map { "artist \($0 / 2 % 5)" }
    for seed in 1...20 {
      let split = try DatasetSplit.grouped(
        dataset, groups: groups, validationShare: 0.34, testShare: 0.2, seed: UInt64(seed))
      let sides = [split.training, split.validation, split.test].map { Set($0.map { groups[$0] }) }
      #expect(sides[0].isDisjoint(with: sides[1]) && sides[0].isDisjoint(with: sides[2]))
      #expect(sides[1].isDisjoint(with: sides[2]))
    }
  }

  @Test("Where every group is larger than the share, each genre still holds one out, the smallest")
  func largeGroups() throws {
    let dataset = try Made.dataset(labels: ["a", "b"], clips: 40, frames: 140)
    let counts = dataset.items.indices.map { "\(dataset.items[$0].label) \($0 < 16 ? 0 : 1 + $0 % 3)" }
    for seed in 1...10 {
      let split = try DatasetSplit.grouped(
        dataset, groups: counts, validationShare: 0.1, seed: UInt64(seed))
      #expect(Set(split.validation.map { counts[$0] }) == ["a 0", "b 0"])
      #expect(split.validation.count == 16)
    }
    let both = try DatasetSplit.grouped(
      dataset, groups: counts, validationShare: 0.1, testShare: 0.1, seed: 1)
    #expect(Set(both.test.map { dataset.items[$0].label }) == ["a", "b"])
  }

  @Test("A side that stays empty though it was to have a share is named")
  func emptySide() throws {
    let dataset = try Made.dataset(labels: ["a", "b"], clips: 6, frames: 140)
    let lines = dataset.items.map { "\($0.name),artist \($0.label)" }
    let path = try scratch.write(Data(("clip,artist\n" + lines.joined(separator: "\n")).utf8), to: "a.csv")
    let data = try SplitMethod.groups(file: path).divide(dataset, validationShare: 0.2, seed: 1)
    #expect(data.split.validation.isEmpty)
    #expect(data.warnings.contains { $0.hasPrefix("the validation side is empty") }, "\(data.warnings)")
    let none = try SplitMethod.groups(file: path).divide(dataset, validationShare: 0, seed: 1)
    #expect(none.warnings.isEmpty)
  }

  @Test(
    "Recordings of one name in a list are told apart by their folders; one that is listed twice is refused")
  func equalNames() throws {
    _ = try makeFolder(clips: 2)
    let list = "file,label\nx/1/01.wav,a\nx/2/01.wav,a\ny/2/01.wav,a\n01.wav,b\n02.wav,b\n"
    let path = try scratch.write(Data(list.utf8), to: "l.csv")
    #expect(
      try GenreFolder(csv: path).entries.map(\.name) == [
        "a/1/01.wav", "a/x/2/01.wav", "a/y/2/01.wav", "b/01.wav", "b/02.wav",
      ])
    let twice = try scratch.write(Data((list + "x/1/01.wav,a\n").utf8), to: "t.csv")
    let error = #expect(throws: GenreError.self) { try GenreFolder(csv: twice) }
    #expect(error?.code == .invalidData && error?.message.contains("listed twice") == true)
  }

  @Test("Published lists are read in both spellings; unknown clips are passed over")
  func lists() throws {
    let dataset = try GenreDataset(decoding: GenreFolder(makeFolder()), features: FeatureConfiguration())
    try scratch.write(
      Data("blues/blues.00000.wav\r\njazz.00001\n\nmetal.00077\n".utf8), to: "l/train_filtered.txt")
    try scratch.write(Data("rock.00002\n".utf8), to: "l/valid_filtered.txt")
    let split = try DatasetSplit.lists(in: scratch.path("l"), of: dataset)
    #expect(
      split.training.map { dataset.items[$0].name } == ["blues/blues.00000.wav", "jazz/jazz.00001.wav"])
    #expect(split.validation.map { dataset.items[$0].name } == ["rock/rock.00002.wav"])
    #expect(split.test.isEmpty)
    try scratch.write(Data("rock.00002\njazz.00001\n".utf8), to: "l/valid_filtered.txt")
    let error = #expect(throws: GenreError.self) {
      try DatasetSplit.lists(in: scratch.path("l"), of: dataset)
    }
    #expect(error?.message.contains("two sides") == true)
  }

  @Test("A cache keeps the deltas")
  func deltas() throws {
    let scratch = try Scratch()
    try scratch.write(Sound.floatWAV(Made.samples(seconds: 7)), to: "jazz/a.wav")
    try scratch.write(Sound.floatWAV(Made.samples(seconds: 7, seed: 2)), to: "rock/a.wav")
    var features = FeatureConfiguration(kind: .mfcc, blockDuration: 30)
    features.deltas = DeltaFeatures(orders: 2, width: 5)
    let path = scratch.path("c.safetensors")
    try FeatureCache.write(GenreFolder(scratch.root), features: features, to: path)
    let dataset = try GenreDataset(cache: path)
    #expect(dataset.features == features && dataset.items[0].features.coefficientCount == 39)
  }
}
