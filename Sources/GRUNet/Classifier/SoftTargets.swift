/// The probabilities of a teacher for the sequences of a batch, beside their labels.
///
/// The loss of a sequence is `(1 - share) * loss against the label + share * cross-entropy against the teacher`. Label
/// smoothing changes the first part alone.
public struct SoftTargets: Sendable, Hashable {
  /// Row-major [batch x classes], each row summing to 1; rows whose share is 0 are not read.
  public let probabilities: [Float]
  /// The share of each sequence's loss that is measured against the teacher, 0 to 1.
  public let shares: [Float]

  /// Creates targets.
  ///
  /// - Parameters:
  ///   - probabilities: Row-major [batch x classes], 0 or more.
  ///   - shares: One for each sequence, 0 to 1.
  public init(probabilities: [Float], shares: [Float]) {
    self.probabilities = probabilities
    self.shares = shares
  }

  /// - Throws: `invalidTargets` when counts do not fit, or a number is out of its range.
  func validate(batchCount: Int, classCount: Int) throws(NetworkError) {
    guard shares.count == batchCount, probabilities.count == batchCount * classCount,
      shares.allSatisfy({ (0...1).contains($0) }),
      probabilities.allSatisfy({ $0 >= 0 && $0.isFinite })
    else {
      throw NetworkError(
        .invalidTargets,
        "soft targets of \(batchCount) sequences need \(classCount) probabilities and a share of 0 to 1 for each"
      )
    }
  }
}
