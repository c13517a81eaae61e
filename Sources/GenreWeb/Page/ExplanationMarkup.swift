import GenreKit

/// The explanation of an answer as HTML.
struct ExplanationMarkup {
  private let explanation: Explanation
  private let duration: Double
  private let text: PageText
  private let color: (String) -> String

  /// The most stretches that are read out.
  private static let longestList = 12

  /// - Parameters:
  ///   - duration: Of the piece, in seconds.
  ///   - color: The class of a genre's colour.
  init(_ explanation: Explanation, duration: Double, text: PageText, color: @escaping (String) -> String) {
    self.explanation = explanation
    self.duration = max(duration, 0.001)
    self.text = text
    self.color = color
  }

  /// Marks above a line for the answer and below it for the second candidate, and what they say.
  var html: String {
    "<svg class=\"reasons\" viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" role=\"img\" "
      + "aria-label=\"\(spoken.escapedForHTML)\">"
      + "<rect class=\"line\" x=\"0\" y=\"9.75\" width=\"1000\" height=\"0.5\"/>\(bars)</svg>"
      + "<p class=\"hint\">\(counted.escapedForHTML) \(text("explain.sides", names).escapedForHTML)</p>"
  }

  private var names: [String: String] {
    ["genre": text.genre(explanation.genre), "second": text.genre(explanation.second.genre)]
  }

  private var bars: String {
    let loudest = explanation.windows.map { abs($0.contribution) }.max() ?? 0
    return explanation.windows.map { window in
      let height = loudest > 0 ? 10 * abs(window.contribution) / loudest : 0
      let isFor = window.contribution > 0
      return "<rect class=\"\(color(isFor ? explanation.genre : explanation.second.genre))\" "
        + "x=\"\(AnswerMarkup.number(1000 * window.start / duration))\" "
        + "y=\"\(AnswerMarkup.number(isFor ? 10 - height : 10))\" "
        + "width=\"\(AnswerMarkup.number(1000 * (window.end - window.start) / duration))\" "
        + "height=\"\(AnswerMarkup.number(height))\"/>"
    }.joined()
  }

  private var counted: String {
    let figures = [
      "percent": AnswerMarkup.percent(explanation.second.confidence), "count": "\(explanation.windows.count)",
      "for": "\(explanation.supporterCount)", "against": "\(explanation.opponentCount)",
    ]
    return text("explain.count", figures.merging(names) { first, _ in first })
  }

  /// The stretches that spoke for one of the two, those that said most, in order.
  private var spoken: String {
    explanation.stretches.sorted { abs($0.contribution) > abs($1.contribution) }
      .prefix(Self.longestList).sorted { $0.start < $1.start }
      .map { stretch in
        let genre = stretch.contribution > 0 ? explanation.genre : explanation.second.genre
        let gaps = [
          "start": stretch.start.clockText, "end": stretch.end.clockText,
          "genre": text.genre(genre),
        ]
        return text("explain.stretch", gaps)
      }.joined(separator: "; ")
  }
}
