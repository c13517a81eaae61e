/// The pooling that turns the outputs of all steps into the vector that is classified.
public enum Pooling: String, Codable, Hashable, Sendable, CaseIterable {
  /// The output of the last step; for a backward direction, which ends there, that of the first step.
  case last
  /// The mean over the steps of the sequence.
  case mean
  /// A weighted mean with learned weights: `softmax over steps of v . tanh(W y + b)`, the word attention of
  /// Yang et al., "Hierarchical attention networks" (2016).
  ///
  /// Parameters for outputs y of D features: `attention.hidden.weight` [D x D], `attention.hidden.bias` [D],
  /// `attention.score.weight` [1 x D].
  case attention
  /// The attention's weighted mean, followed by the plain mean: twice the features.
  case attentionAndMean

  /// Whether the pooling has the attention's parameters.
  public var hasAttention: Bool { self == .attention || self == .attentionAndMean }
}
