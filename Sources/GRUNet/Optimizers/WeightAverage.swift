internal import CGenreKernels

/// A running mean of the parameters over the steps of training, which often classifies better than the last ones.
///
/// After step t (from 1) the mean moves by `average <- d * average + (1 - d) * parameters` with
/// `d = min(decay, t / (t + 9))`: early on the mean is short, so that the random beginning is soon forgotten.
///
/// The running statistics of batch norms are averaged like any parameter: they are means over steps themselves.
public struct WeightAverage: Sendable, Hashable {
  /// The decay that is reached in the end: 0 or more and less than 1; 0.999 is a mean over about 1,000 steps.
  public let decay: Float
  /// The steps seen so far.
  public private(set) var stepCount: Int
  /// The mean, in the order of the parameters.
  public private(set) var values: [Float]

  /// Begins with the parameters before the first step, or goes on from a saved mean.
  public init(decay: Float, values: [Float], stepCount: Int = 0) {
    self.decay = decay
    self.values = values
    self.stepCount = stepCount
  }

  /// Takes in the parameters after a step.
  ///
  /// - Precondition: they are as many as the mean's.
  public mutating func add(_ parameters: [Float]) {
    precondition(parameters.count == values.count, "the average is of \(values.count) parameters")
    stepCount += 1
    let decay = min(self.decay, Float(stepCount) / Float(stepCount + 9))
    values.withUnsafeMutableBufferPointer { average in
      parameters.withUnsafeBufferPointer { new in
        guard let average = average.baseAddress, let base = new.baseAddress else { return }
        genre_net_average(average, base, new.count, decay)
      }
    }
  }
}
