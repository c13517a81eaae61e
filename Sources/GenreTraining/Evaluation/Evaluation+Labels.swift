import GenreKit

extension Evaluation {
  /// The answers for the clips of a label. A label is a genre, or a set of genres any of which is right, such as 'pop
  /// or rock'.
  public struct LabelCount: Sendable, Hashable {
    /// The genres that are right, as indices into the labels.
    public let truths: Set<Int>
    /// The clips answered with one of them.
    public let correct: Int
    /// All clips of the label.
    public let total: Int
    /// The clips answered with each genre of the model; silent ones with none.
    public let answers: [Int]
  }

  /// The labels that occur: genres in their order, then sets of genres.
  public var labelCounts: [LabelCount] {
    Dictionary(grouping: answers, by: \.truths).map { truths, answers in
      LabelCount(
        truths: truths, correct: answers.count { $0.isRight }, total: answers.count,
        answers: labels.indices.map { genre in answers.count { $0.genre == genre && !$0.isSilent } })
    }.sorted { LabelResolution.isBefore($0.truths, $1.truths) }
  }

  /// Of the clips answered with a genre, the share for which it is right; nil where there are none.
  public func precision(_ genre: Int) -> Double? {
    let answered = answers.filter { $0.genre == genre && !$0.isSilent }
    return answered.isEmpty ? nil : Double(answered.count { $0.isRight }) / Double(answered.count)
  }

  /// The name of a label: the genre's own, or those of the set.
  func name(of truths: Set<Int>) -> String {
    truths.sorted().map { labels[$0] }.joined(separator: " or ")
  }

  /// The mean over the labels of the share of their clips that are answered rightly (balanced accuracy), 0 to 1.
  public var meanRecall: Double {
    let counts = labelCounts
    return counts.reduce(0) { $0 + Double($1.correct) / Double($1.total) } / Double(max(1, counts.count))
  }
}
