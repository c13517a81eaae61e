import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import GenreTraining
import Testing

/// A mark that joins its neighbour makes one Character of the two; what reads CSV goes by code points.
@Suite("Names with joining marks in lists")
struct AwkwardNamesTests {
  @Test("A list in CSV is read as it was written")
  func table() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      Data("file,label\r\n\"1\u{0600},2.wav\",one\r\n3.wav,\"t\u{0600}\"\"wo\"\r\n".utf8), to: "l.csv")
    let files = try LabelledFiles(csv: path)
    #expect(files.entries.map(\.label) == ["one", "t\u{0600}\"wo"])
    #expect(files.entries[0].path.hasSuffix("/1\u{0600},2.wav"))
  }

  @Test("Spaces around the genres of a mapping are no part of them")
  func spaces() throws {
    let scratch = try Scratch()
    let map = try scratch.write(Data("label,genres\nboth , a; b ;\n".utf8), to: "m.csv")
    let features = FeatureConfiguration()
    let items = ["both", "a"].map { label in
      GenreDataset.Item(
        name: label, label: label,
        features: FeatureMatrix(
          frameCount: 200, coefficientCount: 13, values: (0..<2600).map { Float($0 % 7) }))
    }
    let dataset = try GenreDataset(labels: ["a", "both"], items: items, features: features, source: "made")
    let scores = try Made.model().scores(of: dataset, indices: [0], map: LabelMap(csv: map))
    #expect(scores[0].truths == [0, 1])
  }

  @Test("Labels that are sets stand in one order, whatever the run")
  func order() {
    let sets: [Set<Int>] = [[0, 4], [0, 2], [0, 1], [0, 3], [0, 5], [1, 2], [0]]
    let clips = sets.map { ScoredClip(name: "x", truths: $0, windows: [[-1, -1, -1, -1, -1, -1]]) }
    let evaluation = Evaluation(clips, labels: ["a", "b", "c", "d", "e", "f"], calibration: Calibration())
    #expect(
      evaluation.labelCounts.map(\.truths) == [[0], [0, 1], [0, 2], [0, 3], [0, 4], [0, 5], [1, 2]])
  }
}
