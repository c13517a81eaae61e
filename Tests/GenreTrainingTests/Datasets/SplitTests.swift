import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import GenreTraining
import GenreTrainingTestSupport
import Testing

@Suite("Splits by segment, by folds, and what is odd about a split")
struct SplitTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func sides(_ data: SplitDataset) -> [[Int]] {
    [data.split.training, data.split.validation, data.split.test]
  }

  @Test("By segment, every window is on one side, and pieces of most clips are on several")
  func segment() throws {
    let dataset = try Made.dataset(clips: 20, frames: 1293)
    let data = try SplitMethod.segment.divide(dataset, validationShare: 0.16, testShare: 0.2, seed: 3)
    #expect(sides(data).map(\.count) == [384, 96, 120])
    #expect(sides(data).joined().sorted() == Array(0..<600))
    let training = Set(data.split.training.map { data.dataset.items[$0].recording })
    let test = Set(data.split.test.map { data.dataset.items[$0].recording })
    #expect(training.intersection(test).count > 40)
    #expect(data.split.summary.contains("several sides"))
    let again = try SplitMethod.segment.divide(dataset, validationShare: 0.16, testShare: 0.2, seed: 3)
    #expect(again.split == data.split)
  }

  @Test("Windows cut out of clips are the windows that the clips are heard in, down to the bit")
  func windows() throws {
    let dataset = try Made.dataset(clips: 2, frames: 395)
    let segments = try dataset.segments(grid: SegmentGrid())
    let width = dataset.features.coefficientCount
    #expect(segments.items.count == 18)
    for (item, clip) in [(0, 0), (1, 0), (2, 0), (3, 1)] {
      let start = [0, 129, 258, 0][item] * width
      let expected = dataset.items[clip].features.values[start..<start + 130 * width]
      #expect(segments.items[item].features.values[...] == expected)
      #expect(segments.items[item].recording == dataset.items[clip].name)
    }
  }

  @Test("A model's answer for a recording is the same whole and put together from its windows")
  func merging() throws {
    let model = try Made.model(labels: ["a", "b", "c"])
    let dataset = try Made.dataset(labels: ["a", "b", "c"], clips: 2, frames: 700)
    let whole = try model.scores(of: dataset, indices: [0, 1, 2, 3])
    let segments = try dataset.segments(grid: model.grid)
    let pieces = try model.scores(
      of: segments, indices: segments.items.indices.filter { segments.items[$0].recording.hasSuffix("/0") })
    #expect(pieces.map(\.name) == whole.prefix(3).map(\.name))
    for (piece, clip) in zip(pieces, whole) {
      #expect(piece.windows.count == clip.windows.count)
      for (row, other) in zip(piece.windows, clip.windows) {
        #expect(zip(row, other).allSatisfy { abs($0 - $1) < 1e-5 })
      }
    }
  }

  @Test(
    "In folds every clip is tested once and validated once, and each genre is spread evenly", arguments: 1...5
  )
  func folds(seed: UInt64) throws {
    let dataset = try Made.dataset(clips: 12)
    let folds = try SplitMethod.track.folds(4, of: dataset, seed: seed)
    #expect(folds.flatMap(\.split.test).sorted() == Array(0..<36))
    #expect(folds.flatMap(\.split.validation).sorted() == Array(0..<36))
    for fold in folds {
      #expect(sides(fold).joined().sorted() == Array(0..<36))
      for label in dataset.labels {
        #expect(fold.split.test.count { dataset.items[$0].label == label } == 3)
      }
    }
  }

  @Test("In folds by artist no artist is on two sides")
  func artistFolds() throws {
    let dataset = try Made.dataset(labels: ["a", "b"], clips: 12)
    let lines = dataset.items.map { "\($0.name),artist \(($0.name.last?.wholeNumberValue ?? 0) % 7)" }
    let path = try scratch.write(Data(("clip,artist\n" + lines.joined(separator: "\n")).utf8), to: "a.csv")
    let groups = dataset.items.map { ($0.name.last?.wholeNumberValue ?? 0) % 7 }
    for fold in try SplitMethod.groups(file: path).folds(3, of: dataset, seed: 1) {
      let artists = sides(fold).map { Set($0.map { groups[$0] }) }
      #expect(artists[0].isDisjoint(with: artists[1]) && artists[0].isDisjoint(with: artists[2]))
      #expect(artists[1].isDisjoint(with: artists[2]))
    }
  }

  @Test("Folds of published lists leave the list's test clips out")
  func listFolds() throws {
    let dataset = try Made.dataset(labels: ["a", "b"], clips: 6)
    func lines(_ clips: Range<Int>) -> Data {
      // ClipName takes the last component, which is the clip's number here.
      Data(clips.map { "\($0)\n" }.joined().utf8)
    }
    let named = try GenreDataset(
      labels: dataset.labels,
      items: dataset.items.enumerated().map {
        GenreDataset.Item(name: "x/\($0)", label: $1.label, features: $1.features)
      },
      features: dataset.features, source: "made")
    try scratch.write(lines(0..<7), to: "l/train.txt")
    try scratch.write(lines(7..<10), to: "l/valid.txt")
    try scratch.write(lines(10..<12), to: "l/test.txt")
    let folds = try SplitMethod.lists(folder: scratch.path("l")).folds(3, of: named, seed: 1)
    #expect(folds.flatMap(\.split.test).sorted() == Array(0..<10))
  }

  @Test("Too few folds, more folds than clips, folds of segments: each an error that says so")
  func badFolds() throws {
    let dataset = try Made.dataset(clips: 2)
    for (method, count) in [(SplitMethod.track, 2), (.track, 40), (.track, 4_000_000_000_000), (.segment, 5)]
    {
      let error = #expect(throws: GenreError.self) { try method.folds(count, of: dataset, seed: 1) }
      #expect(error?.message.contains("fold") == true)
    }
  }

  @Test("Copies of a recording on two sides are found by their content and named")
  func copies() throws {
    let dataset = try Made.dataset(labels: ["a", "b"], clips: 6)
    let copy = GenreDataset.Item(name: "b/copy", label: "b", features: dataset.items[1].features)
    let whole = try GenreDataset(
      labels: dataset.labels, items: dataset.items + [copy], features: dataset.features, source: "made")
    #expect(whole.duplicates() == [[1, 12]])
    func warnings(training: [Int], validation: [Int]) throws -> [String] {
      let split = try DatasetSplit(training: training, validation: validation, itemCount: 13, summary: "made")
      return try SplitDataset(dataset: whole, split: split).warnings
    }
    let apart = try warnings(training: Array(0..<10), validation: [10, 11, 12])
    #expect(apart.count == 1 && apart[0].contains("'b/0' and 'b/copy'") && apart[0].contains("two sides"))
    #expect(try warnings(training: Array(0..<10) + [12], validation: [10, 11]).isEmpty)
    #expect(try warnings(training: [0, 2, 3, 4, 5], validation: [10, 11, 12]).isEmpty)
    let pieces = try SplitMethod.segment.divide(whole, validationShare: 0.3, seed: 1).warnings
    #expect(pieces.count == 1 && pieces[0].contains("'b/0' and 'b/copy'"), "\(pieces)")
  }

  @Test("A genre that the validation side lacks is said; one with nothing to train on is refused")
  func missingGenre() throws {
    let dataset = try Made.dataset(labels: ["a", "b"], clips: 3)
    let odd = try DatasetSplit(training: [0, 1, 3], validation: [2], itemCount: 6, summary: "made")
    let warnings = try SplitDataset(dataset: dataset, split: odd).warnings
    #expect(warnings.count == 1 && warnings[0].contains("validation side has no clips of b"))
    let bad = try DatasetSplit(training: [0, 2], validation: [1], itemCount: 6, summary: "made")
    let error = #expect(throws: GenreError.self) { try SplitDataset(dataset: dataset, split: bad) }
    #expect(error?.code == .invalidData && error?.message.contains("train on of b") == true)
  }

  @Test("A genre with one clip is trained on, and the other sides are said to lack it")
  func oneClip() throws {
    let dataset = try Made.dataset(labels: ["a", "b"], clips: 5)
    let items = dataset.items.filter { $0.label == "a" || $0.name == "b/0" }
    let lone = try GenreDataset(
      labels: ["a", "b"], items: items, features: dataset.features, source: "made")
    let data = try SplitMethod.track.divide(lone, validationShare: 0.2, testShare: 0.2, seed: 1)
    #expect(data.split.training.contains { items[$0].label == "b" })
    #expect(data.warnings.count == 2)
  }

  @Test("The fingerprint changes with a name, a genre or a single bit of a feature")
  func fingerprint() throws {
    let dataset = try Made.dataset(labels: ["a", "b"], clips: 2)
    func with(_ change: (GenreDataset.Item) -> GenreDataset.Item) throws -> String {
      try GenreDataset(
        labels: dataset.labels, items: [change(dataset.items[0])] + dataset.items.dropFirst(),
        features: dataset.features, source: "made"
      ).fingerprint
    }
    var values = dataset.items[0].features.values
    values[100] = values[100].nextUp
    let other = FeatureMatrix(frameCount: 300, coefficientCount: 13, values: values)
    let prints = [
      dataset.fingerprint,
      try with { GenreDataset.Item(name: "a/x", label: $0.label, features: $0.features) },
      try with { GenreDataset.Item(name: $0.name, label: "b", features: $0.features) },
      try with { GenreDataset.Item(name: $0.name, label: $0.label, features: other) },
    ]
    #expect(Set(prints).count == 4 && prints.allSatisfy { $0.count == 16 })
    #expect(try with { $0 } == prints[0])
  }

  @Test("What a person writes for a split is read, and written again the same")
  func arguments() {
    for text in ["segment", "track", "lists:a/b", "artist:x.csv"] {
      #expect(SplitMethod(argument: text)?.argument == text)
    }
    for text in ["", "lists:", "lists", "segments", "track:3", "artist"] {
      #expect(SplitMethod(argument: text) == nil)
    }
  }
}
