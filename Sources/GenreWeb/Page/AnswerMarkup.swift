import GenreKit

/// Answers as HTML: in the page without JavaScript, and as cards that `results.js` puts into the page with it.
struct AnswerMarkup {
  let text: PageText
  /// The models by the names that predictions call them by.
  let models: [String: GenreModel]

  /// The cards of all files.
  func answers(_ heard: [UploadClassifier.Heard]) -> String {
    heard.map(card).joined(separator: "\n")
  }

  /// A message that a request did not work.
  func alert(_ error: WebError) -> String {
    "<p><strong>\(text["error"].escapedForHTML)</strong> \(text.error(error).escapedForHTML)</p>"
  }

  private func card(_ heard: UploadClassifier.Heard) -> String {
    switch heard.result {
    case .failure(let error):
      return "<article class=\"card failed\"><h2>\(heard.name.escapedForHTML)</h2>"
        + "<p>\(text.error(WebError(error)).escapedForHTML)</p></article>"
    case .success(let predictions): return card(name: heard.name, predictions)
    }
  }

  /// The card of one file: what each model says of it, and in `data-summary` the same in a few words.
  func card(name: String, _ predictions: [GenrePrediction]) -> String {
    let columns = predictions.map { column($0, isCompared: predictions.count > 1) }.joined()
    return "<article class=\"card\" lang=\"\(text.language.rawValue)\" "
      + "data-summary=\"\(summary(predictions).escapedForHTML)\">"
      + "<h2>\(name.escapedForHTML)</h2><div class=\"columns\">\(columns)</div></article>"
  }

  private func summary(_ predictions: [GenrePrediction]) -> String {
    predictions.map { prediction in
      let key = prediction.isSilent ? "warning.silent" : prediction.isUnsure ? "unsureShort" : "answer"
      let answer = text(key, gaps(prediction))
      return predictions.count > 1 ? "\(text.model(prediction.model)): \(answer)" : answer
    }.joined(separator: "; ")
  }

  private func gaps(_ prediction: GenrePrediction) -> [String: String] {
    ["genre": text.genre(prediction.best.genre), "percent": Self.percent(prediction.best.confidence)]
  }

  private func column(_ prediction: GenrePrediction, isCompared: Bool) -> String {
    let heading = isCompared ? "<h3 class=\"model\">\(text.model(prediction.model).escapedForHTML)</h3>" : ""
    // One level below the heading above it.
    let level = isCompared ? "h4" : "h3"
    func part(_ key: String) -> String { "<\(level) class=\"part\">\(text[key].escapedForHTML)</\(level)>" }
    return "<div class=\"column\">\(heading)\(answer(prediction))\(warnings(prediction))"
      + part("candidates") + bars(prediction) + part("timeline") + timeline(prediction) + "</div>"
  }

  private func answer(_ prediction: GenrePrediction) -> String {
    let gaps = gaps(prediction)
    guard prediction.isUnsure else {
      return "<p class=\"answer\">\(text("answer", gaps).escapedForHTML)</p>"
    }
    return "<p class=\"answer unsure\">\(text["unsure"].escapedForHTML)</p>"
      + (prediction.isSilent ? "" : "<p>\(text("unsureDetail", gaps).escapedForHTML)</p>")
  }

  private func warnings(_ prediction: GenrePrediction) -> String {
    let window = models[prediction.model]?.grid.duration ?? 0
    return prediction.warnings
      .map { "<p class=\"warning\">\(text.warning($0, window: window).escapedForHTML)</p>" }.joined()
  }

  private func bars(_ prediction: GenrePrediction) -> String {
    let rows = prediction.scores.map { score in
      let percent = Self.percent(score.confidence)
      return "<li><span>\(text.genre(score.genre).escapedForHTML)</span>"
        + "<svg class=\"bar\" aria-hidden=\"true\"><rect width=\"\(percent)%\" height=\"100%\" "
        + "class=\"\(color(score.genre, prediction))\"/></svg><span>\(percent) %</span></li>"
    }
    return "<ol class=\"bars\">\(rows.joined())</ol>"
  }

  private func timeline(_ prediction: GenrePrediction) -> String {
    let duration = max(prediction.duration, 0.001)
    let scale = 1000 / duration
    let strip = prediction.segments.map { segment in
      "<rect x=\"\(Self.number(segment.start * scale))\" y=\"0\" height=\"10\" "
        + "width=\"\(Self.number((segment.end - segment.start) * scale))\" "
        + "class=\"\(segment.isSilent ? "silent" : color(segment.best.genre, prediction))\"/>"
    }
    let rows = prediction.stretches.map { stretch in
      let gaps = [
        "start": stretch.start.clockText, "end": stretch.end.clockText,
        "genre": text.genre(stretch.genre), "percent": Self.percent(stretch.confidence),
      ]
      return
        "<li><span data-start=\"\(stretch.start)\">\(text(stretch.isSilent ? "stretch.silent" : "stretch", gaps).escapedForHTML)</span></li>"
    }
    return "<svg class=\"strip\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
      + "data-duration=\"\(duration)\">\(strip.joined())</svg>\(reasons(prediction))<ol class=\"stretches\">\(rows.joined())</ol>"
  }

  private func reasons(_ prediction: GenrePrediction) -> String {
    guard let explanation = prediction.explanation else { return "" }
    return ExplanationMarkup(explanation, duration: prediction.duration, text: text) { color($0, prediction) }
      .html
  }

  private func color(_ genre: String, _ prediction: GenrePrediction) -> String {
    "g\((models[prediction.model]?.labels.firstIndex(of: genre) ?? 0) % 10)"
  }

  static func percent(_ confidence: Double) -> String { "\(Int((confidence * 100).rounded()))" }

  static func number(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}

extension GenrePrediction {
  /// Whether there was nothing to hear at all; then no genre is likelier than another.
  fileprivate var isSilent: Bool { warnings.contains { $0.code == .silent } }
}
