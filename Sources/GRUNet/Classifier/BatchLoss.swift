/// The logits of a network for a batch, and their loss.
public struct BatchLoss: Sendable, Hashable {
  /// The weighted mean of the sequences' cross-entropies, in nats.
  public let meanLoss: Float
  /// The logits [batch x classes], with dropout where it was on.
  public let logits: Tensor
  /// The moments seen by the batch norms, after a training pass of a network that has some; see
  /// ``SequenceClassifier/updateRunningStatistics(_:)``.
  public let batchStatistics: BatchStatistics?

  /// Creates a result.
  public init(meanLoss: Float, logits: Tensor, batchStatistics: BatchStatistics? = nil) {
    self.meanLoss = meanLoss
    self.logits = logits
    self.batchStatistics = batchStatistics
  }
}
