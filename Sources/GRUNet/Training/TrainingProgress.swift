/// The progress of a training, reported after every step and after every epoch.
public struct TrainingProgress: Sendable, Hashable {
  /// The epoch in progress, from 1.
  public var epoch: Int
  /// The epochs of the whole training.
  public var epochCount: Int
  /// The steps done of this epoch.
  public var step: Int
  /// The steps of an epoch.
  public var stepCount: Int
  /// The mean loss of this epoch so far.
  public var loss: Double
  /// The share of this epoch's sequences classified rightly so far, 0 to 1.
  public var accuracy: Double
  /// The learning rate of the step.
  public var learningRate: Float
  /// The global norm of the step's gradient before clipping.
  public var gradientNorm: Double
  /// The figures of the epoch, once it is over and validated; nil after a step.
  public var finishedEpoch: TrainingHistory.Epoch?
}
