import Foundation
import GenreKit
import GenreTestSupport
import Testing

/// A mark that joins its neighbour makes one Character of the two; what reads HTML and CSV goes by code points.
@Suite("Names with joining marks in pages and tables")
struct AwkwardNamesTests {
  private let labels = ["a\u{0600},b", "c\u{0600}<i>\u{0301}\"", "d"]

  private var evaluation: Evaluation {
    let clip = ScoredClip(name: "x\u{0600},y\u{200D}\"z", truths: [1], windows: [[-3, -0.1, -4]])
    return Evaluation([clip], labels: labels, calibration: Calibration())
  }

  @Test("No bracket and no quote gets through into a page")
  func page() {
    let html = EvaluationPage(evaluation, title: "m\u{0600}<img src=x>").html
    let scalars = Array(html.unicodeScalars)
    for (index, scalar) in scalars.enumerated() where scalar.value == 0x600 {
      #expect(!["<", "\"", ">"].contains(scalars[index + 1]))
    }
    #expect(html.unicodeScalars.count { $0.value == 0x600 } > 2)
  }

  @Test("A line of CSV has as many columns as the header, and is read again as it was")
  func table() throws {
    let scratch = try Scratch()
    let lines = EvaluationCSV(evaluation).text.split(separator: "\n")
    #expect(
      lines[1].unicodeScalars.starts(with: "\"x\u{0600},y\u{200D}\"\"z\",\"c\u{0600}<i>".unicodeScalars))
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
