import GenreKit

/// A prediction for a person to read: the genre, a bar a genre, and the timeline.
struct TextReport {
  private let prediction: GenrePrediction
  private let showsTimeline: Bool
  private let labelWidth: Int
  private let hasExactName: Bool

  /// - Parameter hasExactName: Whether the file's name is written as it is, and not what a terminal would take amiss
  ///   written out.
  init(_ prediction: GenrePrediction, showsTimeline: Bool, hasExactName: Bool = false) {
    self.prediction = prediction
    self.showsTimeline = showsTimeline
    self.hasExactName = hasExactName
    let names = prediction.scores.map(\.genre) + prediction.segments.map(\.best.genre)
    labelWidth = names.map(\.printable.columnCount).max() ?? 0
  }

  /// The report, ended by a newline.
  var text: String {
    var lines = [
      "\(hasExactName ? prediction.file : prediction.file.printable)  (\(prediction.duration.clockText)\(sampled), model \(prediction.model.printable))",
      headline, "",
    ]
    lines += prediction.scores.map(bar)
    if showsTimeline { lines += [""] + timeline }
    return lines.joined(separator: "\n") + "\n"
  }

  private var sampled: String {
    prediction.sampledDuration.map { ", \(Int($0.rounded())) s of it analysed" } ?? ""
  }

  private var headline: String {
    if prediction.warnings.contains(where: { $0.code == .silent }) { return "  Silent recording" }
    let answer = "\(prediction.best.genre.printable), \(percent(prediction.best.confidence))"
    return prediction.isUnsure ? "  Not sure; perhaps \(answer)" : "  \(answer)"
  }

  private func bar(_ score: GenreScore) -> String {
    let width = 30
    let filled = Int((score.confidence * Double(width)).rounded())
    let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled)
    return "  \(padded(score.genre))  \(bar)  \(leftPadded(percent(score.confidence), to: 5))"
  }

  /// A row a genre that leads somewhere; a block stands where it leads, the darker the surer. Silence stands in the first
  /// row, whatever genre that is.
  private var timeline: [String] {
    let segments = prediction.condensedSegments(atMost: 60)
    guard let longest = segments.map({ $0.end - $0.start }).max() else { return [] }
    let leaders = segments.filter { !$0.isSilent }.map(\.best.genre)
    let rows = Set(leaders).sorted { left, right in
      let counts = [left, right].map { name in leaders.count { $0 == name } }
      return (counts[1], left) < (counts[0], right)
    }
    let lines = (rows.isEmpty ? [""] : rows).enumerated().map { row, genre in
      let blocks = segments.map { segment in
        if segment.isSilent { return row == 0 ? "_" : " " }
        return segment.best.genre == genre ? Self.block(segment) : " "
      }
      return "  \(padded(genre))  \(blocks.joined())"
    }
    let end = prediction.duration.clockText
    let gap = String(repeating: " ", count: max(1, segments.count - 4 - end.count))
    let unit = "A block is \((longest * 10).rounded() / 10) s"
    let isSample = prediction.sampledDuration != nil
    return lines + [
      "  \(padded(""))  0:00\(gap)\(end)",
      "  \(isSample ? "The blocks are spread evenly over the recording" : unit); the darker, the surer.\(segments.contains(where: \.isSilent) ? " _ is silence." : "")",
    ]
  }

  private static func block(_ segment: GenreSegment) -> String {
    switch segment.best.confidence {
    case 0.75...: "█"
    case 0.5..<0.75: "▓"
    case 0.3..<0.5: "▒"
    default: "░"
    }
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  private func padded(_ name: String) -> String { name.printable.padded(toColumns: labelWidth) }

  private func leftPadded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
