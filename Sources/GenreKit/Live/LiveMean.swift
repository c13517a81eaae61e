internal import GenreBase

/// The mean of what the network says of windows, in which recent ones count more.
///
/// Each window counts by its audible frames, and less by the factor `exp(-age / timeConstant)`.
struct LiveMean {
  private let decay: Double
  private var sum: [Double]
  private var outOfScopeSum = 0.0
  private var weight = 0.0

  /// - Parameters:
  ///   - interval: The seconds between two windows.
  ///   - timeConstant: In seconds.
  ///   - labelCount: The number of genres.
  init(interval: Double, timeConstant: Double, labelCount: Int) {
    decay = exp(-interval / timeConstant)
    sum = Array(repeating: 0, count: labelCount)
  }

  /// Whether there is no window yet.
  var isEmpty: Bool { weight == 0 }
  /// The mean of the log probabilities; there is at least one window.
  var logProbabilities: [Double] { sum.map { $0 / weight } }
  /// The mean probability that it is out of scope.
  var outOfScope: Double { weight > 0 ? outOfScopeSum / weight : 0 }

  /// Adds the next window.
  ///
  /// - Parameter audibleCount: Its weight, above 0.
  mutating func add(_ score: WindowScore, audibleCount: Int) {
    let share = Double(audibleCount)
    for index in sum.indices { sum[index] = sum[index] * decay + share * score.logProbabilities[index] }
    outOfScopeSum = outOfScopeSum * decay + share * score.outOfScope
    weight = weight * decay + share
  }

  /// Forgets all windows.
  mutating func reset() {
    sum = Array(repeating: 0, count: sum.count)
    (outOfScopeSum, weight) = (0, 0)
  }
}
