/// A network whose weights are already in the order that the kernels read: for many small batches, where
/// packing them each time would show. Its logits are bit for bit those of ``SequenceClassifier``.
public struct PreparedClassifier: Sendable {
  /// The network.
  public let classifier: SequenceClassifier
  private let weights: Weights

  /// Packed weights; written once, before anyone else sees them.
  private final class Weights: @unchecked Sendable {
    let packed: FloatBuffer

    init(_ classifier: SequenceClassifier) {
      packed = FloatBuffer(count: classifier.network.packedCount)
      classifier.parameters.values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        classifier.network.pack(base, into: packed, backward: false)
      }
    }
  }

  init(_ classifier: SequenceClassifier) {
    self.classifier = classifier
    weights = Weights(classifier)
  }

  /// The logits of every sequence of a batch; see ``SequenceClassifier/logits(for:workspace:)``.
  public func logits(
    for batch: SequenceBatch, workspace: Workspace = Workspace()
  ) throws(NetworkError) -> Tensor {
    try classifier.validate(batch)
    return classifier.network.logits(
      for: batch, packed: weights.packed, classCount: classifier.architecture.classCount, workspace)
  }
}
