import GenreKit
import GenreTraining

/// An evaluation as one HTML file that opens anywhere, with its plots in it.
public struct EvaluationPage: Sendable {
  private let summary: EvaluationSummary
  private let title: String
  private let remark: String

  /// Creates the page.
  ///
  /// - Parameters:
  ///   - evaluation: What to show.
  ///   - title: What was measured, such as the model and the data.
  ///   - remark: What the figures are worth; empty for nothing to say.
  public init(_ evaluation: Evaluation, title: String, remark: String = "") {
    summary = EvaluationSummary(evaluation)
    self.title = title
    self.remark = remark
  }

  /// The page, without scripts and without anything from elsewhere.
  public var html: String {
    let note = remark.isEmpty ? "" : HTMLText.paragraph(remark, style: "note")
    return ReportPage.page(
      title: title,
      body: "<h1>\(HTMLText.escaped(title))</h1>\n" + note + figures + plots + genres + reliability)
  }

  private var figures: String {
    let shares = [
      ("clips answered right", summary.tracks), ("windows answered right", summary.segments),
    ].map {
      name, share in
      [
        name, share.accuracy.decimals(4), "\(share.correct) of \(share.total)",
        "\(share.interval.lower.decimals(4)) to \(share.interval.upper.decimals(4))",
      ]
    }
    let others = [
      ["mean recall over the labels", summary.meanRecall.decimals(4), "", ""],
      ["loss by clip, in nats", summary.loss.decimals(4), "", ""],
      ["expected calibration error", summary.calibrationError.decimals(4), "", ""],
      ["calibration error of the answered genre alone", summary.genreCalibrationError.decimals(4), "", ""],
      ["clips not marked unsure (coverage)", summary.sureCoverage.decimals(4), "", ""],
      ["accuracy of those clips", summary.sureAccuracy.decimals(4), "", ""],
    ]
    let outOfScope = summary.outOfScope.map { others in
      [["out of scope, and marked unsure", "", "\(others.unsure) of \(others.clips)", ""]]
    }
    return HTMLText.table(
      header: ["figure", "value", "number", "95 %"], rows: shares + others + (outOfScope ?? []),
      caption:
        "95 % intervals (Wilson). Windows of one clip are not independent, so their interval is too narrow.")
  }

  private var plots: String {
    let plots = [(summary.trackConfusion, "by clip"), (summary.segmentConfusion, "by window")].map {
      matrix, unit in
      HTMLText.figure(
        ConfusionPlot(matrix: matrix).svg(label: "Confusion matrix \(unit)"),
        caption: "\(unit): rows are true genres, columns answers, numbers per cent of the row.")
    }
    return "<h2>Confusion matrices</h2>\n<div class=\"grid\">\n\(plots.joined())</div>\n"
  }

  private var genres: String {
    let rows = summary.genres.map { genre in
      let interval = genre.recallInterval.map { "\($0.lower.decimals(3)) to \($0.upper.decimals(3))" }
      return [
        genre.genre, "\(genre.clips)", genre.recall?.decimals(3) ?? "–", interval ?? "–",
        genre.precision?.decimals(3) ?? "–", genre.f1?.decimals(3) ?? "–",
      ]
    }
    return "<h2>Figures by genre</h2>\n"
      + HTMLText.table(
        header: ["genre", "clips", "recall", "95 %", "precision", "F1"], rows: rows,
        caption:
          "By clip. Precision is of all clips answered with the genre, recall of those that have it as the only true "
          + "one.")
      + sets
  }

  /// Labels that are sets of genres, and what their clips were answered with.
  private var sets: String {
    let sets = summary.labels.filter { $0.genres.count > 1 }
    guard !sets.isEmpty else { return "" }
    let rows = sets.map { label in
      let interval = "\(label.recallInterval.lower.decimals(3)) to \(label.recallInterval.upper.decimals(3))"
      return [label.genres.joined(separator: " or "), "\(label.clips)", label.recall.decimals(3), interval]
        + label.answers.map { $0 == 0 ? "" : "\($0)" }
    }
    return HTMLText.table(
      header: ["label", "clips", "recall", "95 %"] + summary.trackConfusion.labels, rows: rows,
      caption: "Labels any of whose genres is right, and the clips answered with each genre.")
  }

  private var reliability: String {
    "<h2>Calibration</h2>\n"
      + HTMLText.figure(
        ReliabilityPlot(series: [summary.reliability]).svg(label: "Reliability diagram"),
        caption:
          "Confidence by clip and the fraction answered right, in ten bins; larger dots have more clips. On the dotted "
          + "line, confidence equals accuracy.")
  }
}
