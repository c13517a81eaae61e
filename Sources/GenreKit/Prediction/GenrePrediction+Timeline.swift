extension GenrePrediction {
  /// The segments drawn together until there are at most `count`, each the mean of those it covers, so that a long
  /// piece fits on a line.
  ///
  /// - Precondition: `count` is 1 or more.
  public func condensedSegments(atMost count: Int) -> [GenreSegment] {
    precondition(count >= 1, "a timeline has at least one stretch")
    guard segments.count > count else { return segments }
    return (0..<count).map { index in
      let range = index * segments.count / count..<(index + 1) * segments.count / count
      return Self.merged(segments[range])
    }
  }

  private static func merged(_ part: ArraySlice<GenreSegment>) -> GenreSegment {
    let heard = part.contains { !$0.isSilent } ? part.filter { !$0.isSilent } : Array(part)
    var sums: [String: Double] = [:]
    for segment in heard {
      for score in segment.scores { sums[score.genre, default: 0] += score.confidence }
    }
    let labels = sums.keys.sorted()
    let scores = [GenreScore](
      labels: labels, probabilities: labels.map { sums[$0, default: 0] / Double(heard.count) })
    return GenreSegment(
      start: part[part.startIndex].start, end: part[part.endIndex - 1].end, scores: scores,
      isSilent: heard.allSatisfy(\.isSilent))
  }
}
