/// The loss and the accuracy of a network on sequences that it was not trained on.
public struct ValidationMetrics: Codable, Hashable, Sendable {
  /// The mean cross-entropy in nats, without label smoothing.
  public var loss: Double
  /// The share whose likeliest class is the right one, 0 to 1.
  public var accuracy: Double

  /// Creates a pair of figures.
  public init(loss: Double, accuracy: Double) {
    self.loss = loss
    self.accuracy = accuracy
  }
}
