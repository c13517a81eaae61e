/// The figures of every epoch of a training.
public struct TrainingHistory: Codable, Hashable, Sendable {
  /// The figures of one epoch.
  public struct Epoch: Codable, Hashable, Sendable {
    /// The epoch, from 1.
    public var number: Int
    /// The mean of the steps' losses: with dropout, label smoothing and weights as trained.
    public var trainingLoss: Double
    /// The share of sequences that were classified rightly while they were trained on, 0 to 1.
    public var trainingAccuracy: Double
    /// The loss on the validation set after the epoch; nil without one.
    public var validationLoss: Double?
    /// The accuracy on the validation set after the epoch, 0 to 1; nil without one.
    public var validationAccuracy: Double?
    /// The learning rate of the last step.
    public var learningRate: Float
    /// The time that training and validation took.
    public var seconds: Double
  }

  /// The epochs that are done, in order.
  public var epochs: [Epoch]
  /// The epoch whose parameters were kept as the best, from 1; nil before the first is done.
  public var bestEpoch: Int?

  /// Creates a history.
  public init(epochs: [Epoch] = [], bestEpoch: Int? = nil) {
    self.epochs = epochs
    self.bestEpoch = bestEpoch
  }
}
