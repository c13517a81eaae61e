internal import GenreBase

/// The schedule of the learning rate: a multiplier of the configured rate for every step.
///
/// The shapes are those of PyTorch's schedulers of the same names, evaluated in closed form, so that a resumed
/// training needs no state of theirs.
public struct LearningRateSchedule: Codable, Hashable, Sendable {
  /// The course after warm-up.
  public enum Shape: Codable, Hashable, Sendable {
    /// Always 1.
    case constant
    /// Multiplied by `factor`, more than 0 and at most 1, after every so many epochs (StepLR).
    case step(everyEpochs: Int, factor: Float)
    /// Half a cosine from 1 to `minimum` (CosineAnnealingLR; Loshchilov and Hutter 2017).
    case cosine(minimum: Float)
    /// Up by half a cosine from `1 / startDivisor` over the share `rising` of the steps, then down to
    /// `1 / (startDivisor * endDivisor)` (OneCycleLR; Smith and Topin 2018).
    case oneCycle(rising: Float, startDivisor: Float, endDivisor: Float)
  }

  /// The course after warm-up.
  public var shape: Shape
  /// The epochs, or part of one, over which the multiplier first climbs to 1 in a straight line; 0 for none.
  public var warmUpEpochs: Double
  /// The multiplier of the first step of warm-up: more than 0, at most 1.
  public var warmUpStart: Float

  /// Creates a schedule.
  public init(shape: Shape = .constant, warmUpEpochs: Double = 0, warmUpStart: Float = 0.1) {
    self.shape = shape
    self.warmUpEpochs = warmUpEpochs
    self.warmUpStart = warmUpStart
  }

  /// The configured rate throughout.
  public static let constant = LearningRateSchedule()
  /// Half a cosine from the configured rate to nothing.
  public static let cosine = LearningRateSchedule(shape: .cosine(minimum: 0))
  /// One cycle with PyTorch's defaults; the configured rate is its peak.
  public static let oneCycle = LearningRateSchedule(
    shape: .oneCycle(rising: 0.3, startDivisor: 25, endDivisor: 1e4))

  /// The multiplier of one step.
  ///
  /// - Parameters:
  ///   - step: the step, from 0, over all of training.
  ///   - stepsPerEpoch: the steps of one epoch; at least 1.
  ///   - epochCount: the epochs of all of training.
  public func multiplier(step: Int, stepsPerEpoch: Int, epochCount: Int) -> Float {
    let total = stepsPerEpoch * epochCount
    let warmUp = min(total, Int((warmUpEpochs * Double(stepsPerEpoch)).rounded()))
    guard step >= warmUp else {
      return warmUpStart + (1 - warmUpStart) * Float(step) / Float(warmUp)
    }
    let position = Double(step - warmUp)
    let span = Double(max(1, total - warmUp))
    switch shape {
    case .constant:
      return 1
    case .step(let everyEpochs, let factor):
      let drops = (step - warmUp) / max(1, everyEpochs * stepsPerEpoch)
      return Float(pow(Double(factor), Double(drops)))
    case .cosine(let minimum):
      return Self.descent(from: 1, to: Double(minimum), at: position / span)
    case .oneCycle(let rising, let startDivisor, let endDivisor):
      let start = 1 / Double(startDivisor)
      let peak = Double(rising) * span - 1
      guard position > peak else { return Self.descent(from: start, to: 1, at: position / max(peak, 1e-9)) }
      let share = (position - peak) / max(span - 1 - peak, 1e-9)
      return Self.descent(from: 1, to: start / Double(endDivisor), at: share)
    }
  }

  /// Half a cosine between two values, `share` running from 0 to 1.
  private static func descent(from start: Double, to end: Double, at share: Double) -> Float {
    Float(end + (start - end) / 2 * (1 + cos(Double.pi * min(max(share, 0), 1))))
  }

  /// Whether the epochs of all of training change the rate of those before the last.
  var dependsOnLength: Bool {
    switch shape {
    case .constant, .step: false
    case .cosine, .oneCycle: true
    }
  }

  /// Whether every number is in its range.
  var isValid: Bool {
    guard (0...1e6).contains(warmUpEpochs), warmUpStart > 0, warmUpStart <= 1 else { return false }
    switch shape {
    case .constant: return true
    case .step(let everyEpochs, let factor):
      return (1...1_000_000).contains(everyEpochs) && factor > 0 && factor <= 1
    case .cosine(let minimum): return (0...1).contains(minimum)
    case .oneCycle(let rising, let startDivisor, let endDivisor):
      return (0...1).contains(rising) && startDivisor >= 1 && endDivisor >= 1
        && (startDivisor * endDivisor).isFinite
    }
  }
}
