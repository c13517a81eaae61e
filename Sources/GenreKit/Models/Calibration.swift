#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What turns a network's scores into probabilities that can be believed.
///
/// Temperature scaling (Guo et al., "On Calibration of Modern Neural Networks", 2017): the log probabilities are
/// divided by a temperature and normalised again, which changes how sure the answer is but never which one it is.
/// Both temperatures and the threshold are fitted on clips that the network was not trained on.
public struct Calibration: Sendable, Hashable, Codable {
  /// For the whole piece, over the mean log probabilities of its windows; above 0, 1 leaves them as they are.
  public var temperature: Double
  /// For one window alone; above 0.
  public var segmentTemperature: Double
  /// Below this confidence the answer is called unsure; 0 to 1.
  public var unsureBelow: Double

  /// Creates a calibration; the default changes nothing and is never unsure.
  public init(temperature: Double = 1, segmentTemperature: Double = 1, unsureBelow: Double = 0) {
    self.temperature = temperature
    self.segmentTemperature = segmentTemperature
    self.unsureBelow = unsureBelow
  }

  var isValid: Bool {
    temperature > 0 && temperature.isFinite && segmentTemperature > 0 && segmentTemperature.isFinite
      && (0...1).contains(unsureBelow)
  }

  /// The softmax of `logProbabilities / temperature`.
  static func probabilities(_ logProbabilities: [Double], temperature: Double) -> [Double] {
    let loudest = logProbabilities.max() ?? 0
    let exponentials = logProbabilities.map { exp(($0 - loudest) / temperature) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }

  /// The natural logarithms of the softmax of one row of logits.
  static func logProbabilities(logits: some Sequence<Float>) -> [Double] {
    let values = logits.map(Double.init)
    let loudest = values.max() ?? 0
    let logSum = loudest + log(values.reduce(0) { $0 + exp($1 - loudest) })
    return values.map { $0 - logSum }
  }
}
