internal import GenreBase
internal import CGenreKernels

/// The state of an ``Optimizer`` between steps: the two moments of every parameter's gradient.
public struct OptimizerState: Sendable, Hashable {
  /// The steps taken so far.
  public private(set) var stepCount: Int
  /// The running means of the gradients, in the order of the parameters.
  public private(set) var firstMoments: [Float]
  /// The running means of the squared gradients, in the order of the parameters.
  public private(set) var secondMoments: [Float]

  /// The state before the first step, for so many parameters.
  public init(parameterCount: Int) {
    stepCount = 0
    firstMoments = Array(repeating: 0, count: parameterCount)
    secondMoments = firstMoments
  }

  /// A state that was saved; nil where the two moments differ in length or the count is negative.
  public init?(stepCount: Int, firstMoments: [Float], secondMoments: [Float]) {
    guard stepCount >= 0, firstMoments.count == secondMoments.count else { return nil }
    self.stepCount = stepCount
    self.firstMoments = firstMoments
    self.secondMoments = secondMoments
  }

  /// Takes one step.
  ///
  /// - Parameters:
  ///   - parameters: changed in place; running statistics are left as they are.
  ///   - gradients: d loss / d parameter, in the parameters' order and of their count.
  ///   - optimizer: the rule; it should stay the same over the steps of one state.
  ///   - learningRate: the step's rate.
  ///   - gradientClipNorm: the global norm that gradients are scaled down to when theirs is larger; nil for no limit.
  /// - Returns: the global norm of the gradients before clipping. When it is not finite nothing is changed.
  /// - Precondition: the counts agree with the state's.
  @discardableResult
  public mutating func step(
    _ parameters: inout ParameterSet, gradients: [Float], optimizer: Optimizer, learningRate: Float,
    gradientClipNorm: Float? = nil
  ) -> Double {
    precondition(
      gradients.count == firstMoments.count && parameters.layout.count == firstMoments.count,
      "the state belongs to \(firstMoments.count) parameters")
    let norm = Self.globalNorm(gradients)
    guard norm.isFinite else { return norm }
    stepCount += 1
    var constants = constants(optimizer: optimizer, learningRate: learningRate)
    if let gradientClipNorm { constants.gradient_scale = Self.clippingScale(norm, limit: gradientClipNorm) }
    let entries = parameters.layout.entries
    parameters.values.withUnsafeMutableBufferPointer { values in
      firstMoments.withUnsafeMutableBufferPointer { first in
        secondMoments.withUnsafeMutableBufferPointer { second in
          gradients.withUnsafeBufferPointer { gradients in
            guard let values = values.baseAddress, let first = first.baseAddress,
              let second = second.baseAddress, let gradients = gradients.baseAddress
            else { return }
            for entry in entries where entry.isTrained {
              let decay = optimizer.decay(of: entry)
              constants.coupled_decay = optimizer.kind == .adam ? decay : 0
              constants.decoupled_factor = optimizer.kind == .adamW ? 1 - learningRate * decay : 1
              genre_net_adam_step(
                values + entry.offset, gradients + entry.offset, first + entry.offset, second + entry.offset,
                entry.count, constants)
            }
          }
        }
      }
    }
    return norm
  }

  /// The square root of the sum of all squares, summed in a fixed order in double precision.
  public static func globalNorm(_ gradients: [Float]) -> Double {
    gradients.withUnsafeBufferPointer {
      $0.baseAddress.map { genre_net_sum_of_squares($0, gradients.count) } ?? 0
    }.squareRoot()
  }

  /// The factor for gradients of this norm; PyTorch adds the same 1e-6 against a norm of zero.
  static func clippingScale(_ norm: Double, limit: Float) -> Float {
    Float(min(1, Double(limit) / (norm + 1e-6)))
  }

  /// The constants of the step that `stepCount` counts.
  private func constants(optimizer: Optimizer, learningRate: Float) -> genre_net_adam_constants {
    let correction1 = 1 - pow(Double(optimizer.beta1), Double(stepCount))
    let correction2 = 1 - pow(Double(optimizer.beta2), Double(stepCount))
    return genre_net_adam_constants(
      gradient_scale: 1, beta1: optimizer.beta1, beta2: optimizer.beta2, epsilon: optimizer.epsilon,
      step_size: Float(Double(learningRate) / correction1),
      root_correction: Float(1 / correction2.squareRoot()),
      coupled_decay: 0, decoupled_factor: 1)
  }
}
