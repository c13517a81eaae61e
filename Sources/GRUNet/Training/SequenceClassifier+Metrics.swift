internal import GenreBase

extension SequenceClassifier {
  /// The sequences of one pass in evaluation: enough for every thread, few enough for the caches.
  private static let evaluationBatchSize = 64

  /// The natural logarithms of the class probabilities of every sequence.
  ///
  /// - Returns: [count x classes], in the order of the sequences.
  /// - Throws: `invalidBatch` where the feature counts differ; `cancelled` when the task is.
  public func logProbabilities(
    of data: LabelledSequences, workspace: Workspace = Workspace()
  ) throws(NetworkError) -> Tensor {
    let prepared = prepared()
    let classCount = architecture.classCount
    var out: [Float] = []
    out.reserveCapacity(data.count * classCount)
    for start in stride(from: 0, to: data.count, by: Self.evaluationBatchSize) {
      guard !Task.isCancelled else { throw NetworkError(.cancelled, "the evaluation was cancelled") }
      let indices = Array(start..<min(start + Self.evaluationBatchSize, data.count))
      let logits = try prepared.logits(for: data.batch(indices), workspace: workspace).values
      for row in stride(from: 0, to: logits.count, by: classCount) {
        out += Self.logSoftmax(logits[row..<row + classCount])
      }
    }
    return Tensor(shape: [data.count, classCount], values: out)
  }

  /// Loss and accuracy on labelled sequences, without dropout and label smoothing.
  ///
  /// - Parameters:
  ///   - data: the sequences; their weights are not used.
  ///   - averagingGroups: whether the log probabilities of each group's sequences are averaged first (and brought to
  ///     a sum of 1 again), so that the figures are means over groups; a sequence without a group is one by itself.
  ///   - workspace: memory and threads; they never change the result.
  /// - Throws: as ``logProbabilities(of:workspace:)``, and `invalidBatch` for an empty set.
  public func metrics(
    on data: LabelledSequences, averagingGroups: Bool = false, workspace: Workspace = Workspace()
  ) throws(NetworkError) -> ValidationMetrics {
    guard !data.isEmpty, data.classCount == architecture.classCount else {
      throw NetworkError(
        .invalidBatch, "the set is empty, or its classes are not the network's \(architecture.classCount)")
    }
    let scores = try logProbabilities(of: data, workspace: workspace).values
    let groups = averagingGroups ? data.grouped() : (0..<data.count).map { [$0] }
    var loss = 0.0
    var correct = 0
    for members in groups {
      let mean = Self.mean(members, of: scores, classCount: data.classCount)
      let averaged = members.count > 1 ? Self.logSoftmax(mean[...]) : mean
      let target = Self.mean(members, of: data.allProbabilities, classCount: data.classCount)
      for (probability, score) in zip(target, averaged) where probability > 0 {
        loss -= Double(probability) * Double(score)
      }
      if averaged[...].indexOfLargest == target[...].indexOfLargest { correct += 1 }
    }
    return ValidationMetrics(
      loss: loss / Double(groups.count), accuracy: Double(correct) / Double(groups.count))
  }

  /// Logits less the logarithm of the sum of their exponentials, in double precision.
  private static func logSoftmax(_ logits: ArraySlice<Float>) -> [Float] {
    let largest = Double(logits.max() ?? 0)
    let sum = logits.reduce(0.0) { $0 + exp(Double($1) - largest) }
    return logits.map { Float(Double($0) - largest - log(sum)) }
  }

  /// The mean of some rows of a matrix.
  private static func mean(_ rows: [Int], of matrix: [Float], classCount: Int) -> [Float] {
    (0..<classCount).map { column in
      Float(rows.reduce(0.0) { $0 + Double(matrix[$1 * classCount + column]) } / Double(rows.count))
    }
  }
}

extension LabelledSequences {
  /// The indices of every group's members, in the order of the groups' first members.
  fileprivate func grouped() -> [[Int]] {
    var positions: [Int: Int] = [:]
    var out: [[Int]] = []
    for index in 0..<count {
      if let group = group(of: index), let position = positions[group] {
        out[position].append(index)
      } else {
        if let group = group(of: index) { positions[group] = out.count }
        out.append([index])
      }
    }
    return out
  }
}
