import GRUNet
import GenreKit

/// Two cells on one split: how far apart they are, and whether that is more than chance.
///
/// Two questions, two tests. Would other seeds turn the result round? The paired t test over the seeds. Would other
/// recordings? The exact sign test over the recordings of the measured side.
public struct CellComparison: Sendable, Hashable, Codable {
  /// The tests of one figure.
  public struct Difference: Sendable, Hashable, Codable {
    /// The figure compared.
    public let figure: ExperimentFigure
    /// First minus second, over the seeds that both have; each seed's folds are averaged first. With one seed, over
    /// its folds.
    public let test: PairedTTest
  }

  /// The first cell.
  public let first: RecurrentCellKind
  /// The second.
  public let second: RecurrentCellKind
  /// The unit of a pair: `seeds` or `folds`.
  public let pairs: String
  /// The differences, figure by figure; empty where there are fewer than two pairs.
  public let differences: [Difference]
  /// Over the recordings: for how many of them the first is right in more of the runs than the second, and the other
  /// way round. With one run this is McNemar's exact test.
  public let tracks: SignTest
  /// The same with the share of a recording's windows that are answered rightly.
  public let segments: SignTest

  /// The figures that are compared.
  static let figures: [ExperimentFigure] = [
    .lastValidationAccuracy, .bestValidationAccuracy, .lastSegmentAccuracy, .segmentAccuracy,
    .lastTrackAccuracy,
    .trackAccuracy,
  ]

  /// Holds two cells against each other; nil where they have no run in common.
  init?(
    _ first: RecurrentCellKind, _ second: RecurrentCellKind, runs: [ExperimentRun.Result], labels: [String]
  ) {
    self.first = first
    self.second = second
    let pairs = Self.pairs(first, second, runs: runs)
    guard !pairs.isEmpty else { return nil }
    let seeds = Set(pairs.map(\.first.run.seed)).sorted()
    let groups =
      seeds.count > 1 ? seeds.map { seed in pairs.filter { $0.first.run.seed == seed } } : pairs.map { [$0] }
    self.pairs = seeds.count > 1 || pairs.count == 1 ? "seeds" : "folds"
    differences = Self.figures.compactMap { figure in
      func means(_ side: KeyPath<Pair, ExperimentRun.Result>) -> [Double] {
        groups.compactMap {
          Spread($0.compactMap { figure.value(of: $0[keyPath: side], labels: labels) })?.mean
        }
      }
      return PairedTTest(means(\.first), means(\.second)).map { Difference(figure: figure, test: $0) }
    }
    tracks = Self.signTest(pairs) { $0.genre == $0.truth ? 1 : 0 }
    segments = Self.signTest(pairs, score: \.segmentShare)
  }

  /// The difference of one figure.
  public subscript(figure: ExperimentFigure) -> PairedTTest? {
    differences.first { $0.figure == figure }?.test
  }

  /// Two runs that differ in nothing but the cell.
  private struct Pair {
    let first: ExperimentRun.Result
    let second: ExperimentRun.Result
  }

  /// Runs of both cells on the same fold with the same seed.
  private static func pairs(
    _ first: RecurrentCellKind, _ second: RecurrentCellKind, runs: [ExperimentRun.Result]
  ) -> [Pair] {
    runs.filter { $0.run.cell == first }.compactMap { one in
      runs.first { $0.run.cell == second && $0.run.seed == one.run.seed && $0.run.fold == one.run.fold }
        .map { Pair(first: one, second: $0) }
    }
  }

  /// The sum over the runs of what each recording scores, recording by recording.
  private static func signTest(
    _ pairs: [Pair], score: (ExperimentRun.Answer) -> Double
  ) -> SignTest {
    func sums(_ results: [ExperimentRun.Result]) -> [String: Double] {
      Dictionary(results.flatMap(\.best).map { ($0.name, score($0)) }, uniquingKeysWith: +)
    }
    let (first, second) = (sums(pairs.map(\.first)), sums(pairs.map(\.second)))
    let names = first.keys.filter { second[$0] != nil }.sorted()
    // Shares are sums of fractions: what differs by rounding alone is a tie.
    func ahead(_ one: [String: Double], _ other: [String: Double]) -> Int {
      names.count { (one[$0] ?? 0) > (other[$0] ?? 0) + 1e-9 }
    }
    return SignTest(firstAhead: ahead(first, second), secondAhead: ahead(second, first))
  }
}
