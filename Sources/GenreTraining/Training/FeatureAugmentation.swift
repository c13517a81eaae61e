import GRUNet
import GenreKit

/// Random changes of standardised features in training, so that a network learns the music and not the recording.
public struct FeatureAugmentation: Sendable, Hashable {
  /// The standard deviation of an offset that is added to each coefficient of a window, the same in all its frames;
  /// in units of the coefficient's own deviation. In MFCCs such an offset is another gain and another equaliser: both
  /// multiply the spectrum, and so add to its logarithm. 0 for none.
  public var channel: Float
  /// The share, at most, of another window of the batch that is mixed into a window and its target alike (mixup, Zhang
  /// et al. 2018, with shares drawn evenly between 0 and this); 0 for none, at most 0.5.
  public var mixing: Float

  /// Creates an augmentation; the default changes nothing.
  public init(channel: Float = 0, mixing: Float = 0) {
    self.channel = channel
    self.mixing = mixing
  }

  /// Whether nothing is changed.
  public var isIdentity: Bool { channel == 0 && mixing == 0 }

  /// Checks the ranges.
  func validate() throws(GenreError) {
    guard (0...10).contains(channel) else {
      throw GenreError(.invalidArgument, "the channel augmentation must be 0 to 10, not \(channel)")
    }
    guard (0...0.5).contains(mixing) else {
      throw GenreError(.invalidArgument, "the mixing must be 0 to 0.5, not \(mixing)")
    }
  }

  /// Changes a batch; all chance comes from the generator.
  func apply(to batch: inout TrainingBatch, using generator: inout RandomGenerator) {
    if mixing > 0 { mix(&batch, using: &generator) }
    if channel > 0 { colour(&batch, using: &generator) }
  }

  private func colour(_ batch: inout TrainingBatch, using generator: inout RandomGenerator) {
    let width = batch.featureCount
    for row in batch.lengths.indices {
      let offsets = (0..<width).map { _ in channel * Float(generator.normal()) }
      let start = row * batch.stepCount * width
      for index in 0..<batch.lengths[row] * width { batch.values[start + index] += offsets[index % width] }
    }
  }

  /// Mixes each window with its neighbour in the batch, which is in random order as it is; both must be as long, and of
  /// one class each.
  private func mix(_ batch: inout TrainingBatch, using generator: inout RandomGenerator) {
    let original = batch
    let size = batch.stepCount * batch.featureCount
    for row in batch.lengths.indices {
      let other = (row + 1) % batch.lengths.count
      let share = mixing * Float.random(in: 0...1, using: &generator)
      guard original.lengths[row] == original.lengths[other],
        batch.mixTarget(ofRow: row, with: other, of: original, part: share)
      else { continue }
      for index in 0..<size {
        batch.values[row * size + index] +=
          share * (original.values[other * size + index] - original.values[row * size + index])
      }
    }
  }
}
