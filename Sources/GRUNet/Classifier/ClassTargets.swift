/// The targets of a batch.
public enum ClassTargets: Sendable, Hashable {
  /// One class per sequence, by index.
  case classes([Int])
  /// For each sequence the probability of each class, row-major [batch x classes], each row summing to 1.
  case probabilities([Float])
  /// As `probabilities`, but the sequences that are flagged, one flag each, are known only to be of *some* class of a
  /// set: every class with a probability above 0. Their loss is `-log` of what the network gives the set as a whole,
  /// so that it decides for itself which member it is (learning from partial labels: Jin and Ghahramani 2002).
  case sets(probabilities: [Float], isSet: [Bool])

  /// Which sequences' targets are sets; nil where none is.
  var setFlags: [Bool]? {
    if case .sets(_, let isSet) = self, isSet.contains(true) { isSet } else { nil }
  }

  /// The probabilities [batch x classes], smoothed: each the given share nearer to the uniform distribution
  /// (Szegedy et al., "Rethinking the Inception architecture", 2016).
  ///
  /// - Throws: `invalidTargets` when the counts do not fit, a class is out of range, or a probability is
  ///   negative or not finite.
  public func probabilities(
    batchCount: Int, classCount: Int, labelSmoothing: Float = 0
  ) throws(NetworkError) -> [Float] {
    guard labelSmoothing >= 0, labelSmoothing <= 1 else {
      throw NetworkError(.invalidTargets, "label smoothing is \(labelSmoothing); it must be 0 to 1")
    }
    var rows: [Float]
    switch self {
    case .classes(let classes):
      rows = try Self.oneHot(classes, batchCount: batchCount, classCount: classCount)
    case .probabilities(let given), .sets(let given, _):
      rows = given
      guard given.count == batchCount * classCount, given.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
        throw NetworkError(
          .invalidTargets,
          "targets need \(classCount) probabilities, 0 or more, for each of \(batchCount) sequences"
        )
      }
    }
    guard labelSmoothing > 0 else { return rows }
    for index in rows.indices {
      rows[index] = (1 - labelSmoothing) * rows[index] + labelSmoothing / Float(classCount)
    }
    return rows
  }

  private static func oneHot(
    _ classes: [Int], batchCount: Int, classCount: Int
  ) throws(NetworkError) -> [Float] {
    guard classes.count == batchCount else {
      throw NetworkError(.invalidTargets, "\(classes.count) classes were given for \(batchCount) sequences")
    }
    var rows = [Float](repeating: 0, count: batchCount * classCount)
    for (row, index) in classes.enumerated() {
      guard (0..<classCount).contains(index) else {
        throw NetworkError(.invalidTargets, "class \(index) is not among the network's 0..<\(classCount)")
      }
      rows[row * classCount + index] = 1
    }
    return rows
  }
}
