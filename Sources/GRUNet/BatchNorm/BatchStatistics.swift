/// The moments that the batch norms of a network saw in one batch of training, for their running statistics.
public struct BatchStatistics: Sendable, Hashable {
  /// The moments of one batch norm.
  public struct Channels: Sendable, Hashable {
    /// The mean of every channel before the norm.
    public var means: [Float]
    /// The variance of every channel, unbiased.
    public var variances: [Float]

    /// Creates the statistics of one batch norm.
    public init(means: [Float], variances: [Float]) {
      self.means = means
      self.variances = variances
    }
  }

  /// The moments, one per convolution layer, in order.
  public var layers: [Channels]

  /// Creates the statistics of a batch.
  public init(layers: [Channels]) {
    self.layers = layers
  }
}
