import GenreKit

/// How finely the labels of some clips tell genres apart, and so how likely an answer counts as right.
///
/// Where every label is one genre, that likelihood is the confidence in the genre answered. A label such as 'pop or
/// rock' makes 'rock' right for pieces of pop as well: then what the model gives to pop counts, too. A calibration
/// error has to compare this with how often the answers were right; the confidence in one genre of a set would be too
/// low by construction.
struct LabelResolution {
  /// For each genre answered, the genres of the pieces for which it counts as right.
  private let rightFor: [[Int]]

  /// - Parameters:
  ///   - truths: The sets of genres that occur as labels. A genre is labelled with the smallest set that holds it, or
  ///     stands for itself where none does.
  ///   - genreCount: The genres of the model.
  init(truths: some Sequence<Set<Int>>, genreCount: Int) {
    let labels = Set(truths).sorted(by: Self.isBefore)
    let homes = (0..<genreCount).map { genre in labels.first { $0.contains(genre) } ?? [genre] }
    rightFor = (0..<genreCount).map { answer in homes.indices.filter { homes[$0].contains(answer) } }
  }

  /// An order of sets of genres: the smaller first, then by their genres, so that no two are level.
  static func isBefore(_ left: Set<Int>, _ right: Set<Int>) -> Bool {
    guard left.count == right.count else { return left.count < right.count }
    return left.sorted().lexicographicallyPrecedes(right.sorted())
  }

  /// The probability, 0 to 1, that the answer counts as right.
  ///
  /// - Parameter probabilities: What the model gives each genre.
  func likelihoodOfRight(answering genre: Int, probabilities: [Double]) -> Double {
    rightFor[genre].reduce(0) { $0 + probabilities[$1] }
  }
}
