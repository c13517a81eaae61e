import GRUNet

/// The origin of a model: enough to make it again and to judge its figures.
public struct Provenance: Sendable, Hashable, Codable {
  /// The training data, in words.
  public var data: String
  /// The split of the data, in words.
  public var split: String
  /// The clips on the training side, and on the validation side.
  public var clipCounts: [Int]
  /// The seed of the weights and of the order.
  public var seed: UInt64
  /// The epoch whose weights these are, counted from 1.
  public var epoch: Int
  /// The command that makes it again.
  public var command: String
  /// The version of this package that made it.
  public var version: String
  /// Accuracy by clip on the validation side, 0 to 1; absent without one.
  public var validationAccuracy: Double?
  /// The whole course of the training.
  public var history: TrainingHistory?

  /// Creates a provenance.
  public init(
    data: String, split: String, clipCounts: [Int], seed: UInt64, epoch: Int, command: String,
    version: String = GenrePackage.version, validationAccuracy: Double? = nil, history: TrainingHistory? = nil
  ) {
    self.data = data
    self.split = split
    self.clipCounts = clipCounts
    self.seed = seed
    self.epoch = epoch
    self.command = command
    self.version = version
    self.validationAccuracy = validationAccuracy
    self.history = history
  }
}
