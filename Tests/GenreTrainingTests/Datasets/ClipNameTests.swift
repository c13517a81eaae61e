import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import GenreTraining
import GenreTrainingTestSupport
import Testing

@Suite("Clips as lists and groups name them")
struct ClipNameTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Two genres whose clips have the same names: `a/0` to `a/5` and `b/0` to `b/5`.
  private func dataset() throws -> GenreDataset { try Made.dataset(labels: ["a", "b"], clips: 6) }

  private func write(_ lines: String..., to name: String) throws -> String {
    try scratch.write(Data((lines.joined(separator: "\n") + "\n").utf8), to: name)
  }

  private func names(_ indices: [Int], _ dataset: GenreDataset) -> Set<String> {
    Set(indices.map { dataset.items[$0].name })
  }

  @Test("A name with a folder means the clip in that folder; one that is several clips' is refused")
  func folders() throws {
    let dataset = try dataset()
    _ = try write("a/0.wav", "b/1", "music/b/2.mp3", to: "l/train.txt")
    _ = try write("a/3.wav", " b/3 ", to: "l/valid.txt")
    let split = try DatasetSplit.lists(in: scratch.path("l"), of: dataset)
    #expect(names(split.training, dataset) == ["a/0", "b/1", "b/2"])
    #expect(names(split.validation, dataset) == ["a/3", "b/3"])
    _ = try write("3", to: "l/valid.txt")
    let error = #expect(throws: GenreError.self) {
      try DatasetSplit.lists(in: scratch.path("l"), of: dataset)
    }
    #expect(error?.message.contains("'a/3' or 'b/3'") == true && error?.path?.hasSuffix("valid.txt") == true)
  }

  @Test("Listed clips that the data lacks are counted in a warning")
  func missing() throws {
    _ = try write("a/0", "b/1", "b/77", to: "l/train.txt")
    _ = try write("a/3", to: "l/valid.txt")
    let data = try SplitMethod.lists(folder: scratch.path("l")).divide(dataset(), validationShare: 0, seed: 1)
    #expect(data.warnings.first == "train.txt names 3 clips; the data has 2 of them")
  }

  @Test("To measure, one list is enough, and of the others nothing has to be there")
  func oneSide() throws {
    let dataset = try dataset()
    _ = try write("a/0", "b/1", "b/77", to: "l/test_filtered.txt")
    let method = SplitMethod.lists(folder: scratch.path("l"))
    let clips = try method.clips(of: .test, in: dataset, validationShare: 0, testShare: 0, seed: 1)
    #expect(names(clips.indices, dataset) == ["a/0", "b/1"])
    #expect(clips.warnings == ["test_filtered.txt names 3 clips; the data has 2 of them"])
    let noList = #expect(throws: GenreError.self) {
      try method.clips(of: .validation, in: dataset, validationShare: 0, testShare: 0, seed: 1)
    }
    #expect(noList?.message.contains("no list of the validation side") == true)
    _ = try write("c/0", to: "l/test_filtered.txt")
    let noClip = #expect(throws: GenreError.self) {
      try method.clips(of: .test, in: dataset, validationShare: 0, testShare: 0, seed: 1)
    }
    #expect(noClip?.code == .invalidData)
  }

  @Test("Groups are read by their columns' names; a clip without one is left out, and that is said")
  func groups() throws {
    let dataset = try dataset()
    let lines = dataset.items.dropLast(2).map { "jazz,\($0.name).mp3,\"Simon, \($0.name.suffix(1))\"" }
    let path = try scratch.write(
      Data(("note,file,artist\n" + lines.joined(separator: "\n")).utf8), to: "g.csv")
    let data = try SplitMethod.groups(file: path).divide(dataset, validationShare: 0.3, seed: 1)
    #expect((data.split.training + data.split.validation).sorted() == Array(0..<10))
    #expect(data.warnings.first?.hasPrefix("2 of the 12 clips have no group in g.csv, such as 'a/5'") == true)
    let folds = try SplitMethod.groups(file: path).folds(3, of: dataset, seed: 1)
    #expect(folds.flatMap(\.split.test).sorted() == Array(0..<10))
  }

  @Test("Groups that contradict each other, or are of other clips: each an error that says so")
  func badGroups() throws {
    let two = try write("clip,artist", "a/0,x", "a/0,y", to: "two.csv")
    let none = try write("clip,artist", "q/0,x", to: "none.csv")
    let narrow = try write("clip", "a/0", to: "narrow.csv")
    for (path, words) in [
      (two, "two groups"), (none, "no clip of this file"), (narrow, "columns clip and artist"),
    ] {
      let error = #expect(throws: GenreError.self) {
        try SplitMethod.groups(file: path).divide(dataset(), validationShare: 0.2, seed: 1)
      }
      #expect(error?.code == .invalidData && error?.message.contains(words) == true && error?.path == path)
    }
  }
}
