internal import GenreBase
import GenreKit

/// The division of a data set into clips to train on, to validate on and to test on.
///
/// Sides never share a clip. Whether they share an artist is what the methods differ in.
public struct DatasetSplit: Sendable, Hashable {
  /// Indices into the data set's items to train on, ascending.
  public let training: [Int]
  /// Indices of the clips that choose the epoch and fit the calibration, ascending.
  public let validation: [Int]
  /// Indices of the clips that nothing is chosen by, ascending; empty where a method keeps none apart.
  public let test: [Int]
  /// The method in words, for reports and model cards.
  public let summary: String

  /// Creates a split of items `0..<itemCount`.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` if a clip is on two sides, out of range, or a side that must
  ///   not be empty is.
  public init(
    training: [Int], validation: [Int], test: [Int] = [], itemCount: Int, summary: String
  ) throws(GenreError) {
    let all = training + validation + test
    guard Set(all).count == all.count else {
      throw GenreError(.invalidData, "the split puts a clip on two sides")
    }
    guard all.allSatisfy({ (0..<itemCount).contains($0) }) else {
      throw GenreError(.invalidData, "the split has a clip that is not in the data set")
    }
    guard !training.isEmpty else {
      throw GenreError(.invalidData, "no clips are left to train on; the split is \(summary)")
    }
    self.training = training.sorted()
    self.validation = validation.sorted()
    self.test = test.sorted()
    self.summary = summary
  }
}

extension DatasetSplit {
  /// The sides of a split.
  public enum Side: String, Sendable, Hashable, CaseIterable {
    /// Learnt from.
    case training
    /// Chooses the epoch.
    case validation
    /// Only measured.
    case test
  }

  /// The clips of one side, as indices into the data set's items.
  public subscript(side: Side) -> [Int] {
    switch side {
    case .training: training
    case .validation: validation
    case .test: test
    }
  }

  /// A number for which clip is on which side.
  package var fingerprint: String {
    var fingerprint = Fingerprint()
    for side in Side.allCases {
      fingerprint.add(side.rawValue)
      for index in self[side] { fingerprint.add(UInt32(truncatingIfNeeded: index)) }
    }
    return fingerprint.text
  }
}
