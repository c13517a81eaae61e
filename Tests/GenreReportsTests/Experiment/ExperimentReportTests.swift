import Foundation
import GenreKitTestSupport
import GenreReports
import GenreTestSupport
import GenreTrainingTestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("The report of an experiment")
struct ExperimentReportTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func result(labels: [String] = ["演歌", "rock & \"roll\"", "<b>"]) throws -> ExperimentResult {
    var configuration = Experiment.Configuration()
    configuration.seeds = [1, 2]
    configuration.splits = [.segment, .track]
    configuration.training.epochs = 2
    return try Experiment(configuration: configuration).run(
      on: Made.dataset(labels: labels), in: ExperimentFolder(scratch.path("r")))
  }

  @Test("One file with nothing from elsewhere, names escaped, every plot sound XML")
  func page() throws {
    let html = ExperimentReport(try result()).html
    for foreign in ["http:", "https:", "<script", "src=", "@import", "url("] {
      #expect(!html.contains(foreign))
    }
    #expect(!html.contains("<b>") && html.contains("&lt;b&gt;") && html.contains("演歌"))
    #expect(!html.contains("nan") && !html.contains("inf\""))
    let plots = html.matches(of: /<svg[\s\S]*?<\/svg>/).map { String($0.output) }
    #expect(plots.count { $0.contains("role=\"img\"") } == 14)
    for plot in plots { #expect(XMLParser(data: Data(plot.utf8)).parse(), "\(plot.prefix(300))") }
  }

  @Test("The split by segments is said to flatter, beside the honest figures")
  func honesty() throws {
    let result = try result()
    let report = ExperimentReport(result)
    #expect(report.html.contains("windows of one clip are on several sides"))
    #expect(report.html.contains("The figures of the other splits are reliable"))
    #expect(report.text.contains("windows of one clip are on several sides"))
    #expect(!report.html.contains("0.9551"))
  }

  @Test("The original's figures stand beside ours where the genres are its genres, and nowhere else")
  func original() throws {
    let gtzan = [
      "blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae", "rock",
    ]
    let html = ExperimentReport(try result(labels: gtzan)).html
    for figure in ["0.9551", "0.1300", "0.7881", "0.8051"] { #expect(html.contains(figure)) }
  }

  @Test("JSON and CSV hold the same numbers as the summary")
  func numbers() throws {
    let result = try result()
    let report = ExperimentReport(result)
    try report.write(to: ExperimentFolder(scratch.path("r")))
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: scratch.path("r/report.json"))))
        as? [String: Any])
    let splits = try #require(json["splits"] as? [[String: Any]])
    #expect(splits.map { $0["split"] as? String } == ["segment", "track"])
    let cells = try #require(splits[1]["cells"] as? [[String: Any]])
    let figures = try #require(cells[0]["figures"] as? [String: [String: Any]])
    let mean = try #require(figures["trackAccuracy"]?["mean"] as? Double)
    let runs = result.runs.filter { $0.run.split == "track" && $0.run.cell == .gru }
    let shares = runs.map { run in
      Double(run.best.count { $0.genre == $0.truth }) / Double(run.best.count)
    }
    #expect(abs(mean - shares.reduce(0, +) / 2) < 1e-12)
    let tables = report.tables
    #expect(tables["runs.csv"]?.split(separator: "\n").count == 9)
    #expect(tables["curves.csv"]?.split(separator: "\n").count == 1 + 8 * 2)
    #expect(tables["summary.csv"]?.split(separator: "\n").count == 1 + 4 * ExperimentFigure.allCases.count)
    #expect(Set(tables.keys) == ["summary.csv", "runs.csv", "curves.csv", "confusion.csv"])
  }
}
