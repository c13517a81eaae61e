/// What a network said of a batch, and how far off it was.
public struct BatchLoss: Sendable, Hashable {
  /// The weighted mean of the sequences' cross-entropies, in nats.
  public let meanLoss: Float
  /// The logits [batch x classes], with dropout where it was on.
  public let logits: Tensor
  /// What the batch norms saw, after a training pass of a network that has some; see
  /// ``SequenceClassifier/updateRunningStatistics(_:)``.
  public let batchStatistics: BatchStatistics?

  /// Creates a result.
  public init(meanLoss: Float, logits: Tensor, batchStatistics: BatchStatistics? = nil) {
    self.meanLoss = meanLoss
    self.logits = logits
    self.batchStatistics = batchStatistics
  }
}
