extension HeardPiece {
  /// The contribution of each window to the best genre against the second; nil where all is silent, or the model has a
  /// single genre.
  ///
  /// - Parameters:
  ///   - ranked: The piece's scores, the likeliest first.
  ///   - parts: The recording's timeline.
  func explanation(of ranked: [GenreScore], parts: [Timeline.Part]) -> Explanation? {
    guard !isSilent, ranked.count > 1, let best = model.labels.firstIndex(of: ranked[0].genre),
      let second = model.labels.firstIndex(of: ranked[1].genre)
    else { return nil }
    let total = Double(scores.reduce(0) { $0 + $1.plan.audibleCount })
    let windows = parts.map { part in
      let contribution = part.window.map { number in
        let score = scores[number]
        let difference = score.logProbabilities[best] - score.logProbabilities[second]
        return difference * Double(score.plan.audibleCount) / total / model.calibration.temperature
      }
      return Explanation.Window(start: part.start, end: part.end, contribution: contribution ?? 0)
    }
    return Explanation(genre: ranked[0].genre, second: ranked[1], windows: windows)
  }
}
