import Foundation
import GenreKitTestSupport
import GenreReports
import GenreTestSupport
import GenreTrainingTestSupport
import Testing

@Suite("The experiment's verdict")
struct VerdictTests {
  private let summary: [String: Any]

  init() throws {
    var configuration = Experiment.Configuration()
    configuration.seeds = [1]
    configuration.training.epochs = 1
    let scratch = try Scratch()
    let result = try Experiment(configuration: configuration).run(
      on: Made.dataset(), in: ExperimentFolder(scratch.path("e")))
    let json = try JSONEncoder().encode(ExperimentSummary(result))
    summary = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
  }

  /// The words for these figures, put in place of those of a real report.
  ///
  /// - Parameters:
  ///   - means: Of GRU and LSTM.
  ///   - probability: Of the paired t test over the seeds; nil where there are too few for one.
  ///   - ahead: The recordings that each is better on.
  private func verdict(
    _ means: (Double, Double), probability: Double?, ahead: (Int, Int)
  ) throws -> String {
    var summary = summary
    var splits = try #require(summary["splits"] as? [[String: Any]])
    var cells = try #require(splits[0]["cells"] as? [[String: Any]])
    for (index, mean) in [means.0, means.1].enumerated() {
      var figures = try #require(cells[index]["figures"] as? [String: Any])
      figures["trackAccuracy"] = ["values": [mean], "mean": mean, "deviation": 0.0]
      cells[index]["figures"] = figures
    }
    var comparisons = try #require(splits[0]["comparisons"] as? [[String: Any]])
    comparisons[0]["tracks"] = [
      "firstAhead": ahead.0, "secondAhead": ahead.1,
      "probability": SignTest(firstAhead: ahead.0, secondAhead: ahead.1).probability,
    ]
    comparisons[0]["differences"] =
      probability.map {
        [
          [
            "figure": "trackAccuracy",
            "test": [
              "differences": [0.04, 0.06], "mean": means.0 - means.1, "t": 1.0, "probability": $0,
              "interval": [0.01, 0.09],
            ] as [String: Any],
          ]
        ]
      } ?? []
    splits[0]["cells"] = cells
    splits[0]["comparisons"] = comparisons
    summary["splits"] = splits
    let split = try JSONDecoder().decode(
      ExperimentSummary.self, from: JSONSerialization.data(withJSONObject: summary)
    ).splits[0]
    return split.comparisons[0].verdict(.trackAccuracy, cells: split.cells)
  }

  @Test("A difference counts as significant only over seeds and recordings alike")
  func ahead() throws {
    #expect(
      try verdict((0.75, 0.7), probability: 0.01, ahead: (30, 5)).hasPrefix(
        "GRU beats LSTM by 0.0500, which is significant: paired t test over 2 seeds"))
    let byRecordings = try verdict((0.75, 0.7), probability: 0.01, ahead: (12, 10))
    #expect(
      byRecordings.hasPrefix(
        "GRU is ahead of LSTM by 0.0500, which is significant over seeds, but not over recordings"))
    let bySeeds = try verdict((0.75, 0.7), probability: 0.2, ahead: (30, 5))
    #expect(
      bySeeds.contains("which is significant over recordings, but not over seeds"))
    #expect(
      try verdict((0.75, 0.7), probability: 0.2, ahead: (12, 10)).contains("which is not significant"))
  }

  @Test("The one that is ahead is named first, whichever it is")
  func order() throws {
    let verdict = try verdict((0.6, 0.7), probability: 0.01, ahead: (5, 30))
    #expect(verdict.hasPrefix("LSTM beats GRU by 0.1000"))
    #expect(verdict.contains("GRU better on 5 and LSTM on 30"))
    #expect(verdict.contains("95 % interval of the difference -0.0900 to -0.0100"), "it is of LSTM less GRU")
  }

  @Test("Equal figures are equal, and one seed is too few for a test")
  func few() throws {
    #expect(try verdict((0.7, 0.70004), probability: 0.01, ahead: (30, 5)) == "GRU and LSTM are equal.")
    let more = try verdict((0.75, 0.7), probability: nil, ahead: (30, 5))
    #expect(more.contains("which is significant over the recordings: too few seeds for a t test"))
    #expect(
      try verdict((0.75, 0.7), probability: nil, ahead: (12, 10)).contains(
        "which is not significant over the recordings"))
  }
}
