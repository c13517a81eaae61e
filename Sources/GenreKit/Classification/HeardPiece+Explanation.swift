extension HeardPiece {
  /// The contribution of each window to the best genre against the second; nil where all is silent, or the model has a
  /// single genre.
  ///
  /// - Parameters:
  ///   - ranked: The piece's scores, the likeliest first.
  ///   - segments: One a window.
  func explanation(of ranked: [GenreScore], segments: [GenreSegment]) -> Explanation? {
    let audibleCount = scores.count { !$0.isSilent }
    guard audibleCount > 0, ranked.count > 1, let best = model.labels.firstIndex(of: ranked[0].genre),
      let second = model.labels.firstIndex(of: ranked[1].genre)
    else { return nil }
    let divisor = Double(audibleCount) * model.calibration.temperature
    let windows = zip(scores, segments).map { score, segment in
      let difference = score.logProbabilities[best] - score.logProbabilities[second]
      return Explanation.Window(
        start: segment.start, end: segment.end, contribution: score.isSilent ? 0 : difference / divisor)
    }
    return Explanation(genre: ranked[0].genre, second: ranked[1], windows: windows)
  }
}
