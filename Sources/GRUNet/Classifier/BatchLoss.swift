/// What a network said of a batch, and how far off it was.
public struct BatchLoss: Sendable, Hashable {
  /// The weighted mean of the sequences' cross-entropies, in nats.
  public let meanLoss: Float
  /// The logits [batch x classes], with dropout where it was on.
  public let logits: Tensor

  /// Creates a result.
  public init(meanLoss: Float, logits: Tensor) {
    self.meanLoss = meanLoss
    self.logits = logits
  }
}
