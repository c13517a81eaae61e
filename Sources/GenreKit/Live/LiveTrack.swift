internal import GenreBase

/// What a stream sounds like over time, told window by window: the mean since the last change, and the changes.
///
/// A change is certain when every window for 1.2 of its length speaks against what was playing, and their mean does so by
/// 2 to 1. That comes 1.5 to 2 windows after the change, for a window speaks for the new music from about its half on. One odd
/// window, and what overlaps with it, is less. Where windows disagree, a change is also what the mean says for as long.
/// Silence is a change after a window.
package struct LiveTrack {
  /// The fraction of a window for which all windows have to speak against what was playing.
  private static let contradiction = 1.2
  /// By how much, in log odds: that of all those windows, and that of the mean of what was played since the last change.
  private static let (leastOdds, leastOddsOfMean) = (log(2.0), log(1.5))

  private struct Vote {
    let score: WindowScore
    let audibleCount: Int
    let time: Double
  }

  private let calibration: Calibration
  private let windowDuration: Double
  /// The votes that are needed for a change.
  private let voteCount: Int
  /// The latest windows, while all of them speak against what is playing.
  private var votes: [Vote] = []
  /// For how many windows the mean has spoken against it.
  private var driftCount = 0
  private(set) var mean: LiveMean
  /// What is playing; nil before the first answer.
  package private(set) var label: LiveLabel?
  /// Since when, in seconds.
  package private(set) var since = 0.0

  package init(model: GenreModel, step: Double, timeConstant: Double) {
    calibration = model.calibration
    windowDuration = model.grid.duration
    voteCount = 1 + max(1, Int((Self.contradiction * windowDuration / step - 1e-9).rounded(.up)))
    mean = LiveMean(interval: step, timeConstant: timeConstant, labelCount: model.labels.count)
  }

  /// What the mean says; there is at least one window.
  var meanLabel: LiveLabel {
    LiveLabel(mean.logProbabilities, outOfScope: mean.outOfScope, calibration: calibration)
  }

  /// Takes silence.
  ///
  /// - Parameters:
  ///   - time: The moment, in seconds.
  ///   - duration: How long it has lasted, as far as that is known.
  /// - Returns: What was playing before, where this is a change.
  package mutating func takeSilence(at time: Double, duration: Double) -> LiveLabel? {
    guard label != .silence, label == nil || duration >= windowDuration else { return nil }
    mean.reset()
    return change(to: .silence, since: label == nil ? 0 : time - duration)
  }

  /// Takes a window.
  ///
  /// - Parameters:
  ///   - isLong: Whether it holds enough sound to speak for a change.
  ///   - time: Its end, in seconds.
  ///   - duration: Its length, in seconds.
  /// - Returns: What was playing before, where this is a change.
  package mutating func take(
    _ score: WindowScore, audibleCount: Int, isLong: Bool, time: Double, duration: Double
  ) -> LiveLabel? {
    mean.add(score, audibleCount: audibleCount)
    guard isLong else { return nil }
    guard let label, label != .silence else {
      return change(to: meanLabel, since: max(since, time - duration))
    }
    let vote = Vote(score: score, audibleCount: audibleCount, time: time)
    guard LiveLabel(score.logProbabilities, outOfScope: score.outOfScope, calibration: calibration) != label
    else {
      votes = []
      return drifted(from: label, since: time)
    }
    votes = votes.suffix(voteCount - 1) + [vote]
    if votes.count == voteCount, isDecided(against: label) { return changeByVotes() }
    return drifted(from: label, since: votes[0].time)
  }

  /// Whether the votes together are against a label by enough.
  private func isDecided(against label: LiveLabel) -> Bool {
    let mean = WindowScore.mean(votes.map(\.score.logProbabilities), weights: votes.map(\.audibleCount))
    return isDecided(
      against: label, mean, outOfScope: outOfScopeOfVotes, temperature: calibration.segmentTemperature,
      odds: Self.leastOdds)
  }

  private func isDecided(
    against label: LiveLabel, _ mean: [Double], outOfScope: Double, temperature: Double, odds: Double
  ) -> Bool {
    guard case .genre(let index) = label, outOfScope <= calibration.outOfScopeAbove else { return true }
    return (mean[mean.indexOfLargest] - mean[index]) / temperature >= odds
  }

  private var outOfScopeOfVotes: Double {
    WindowScore.mean(votes.map { [$0.score.outOfScope] }, weights: votes.map(\.audibleCount))[0]
  }

  /// The mean begins anew with the later half of the votes: the others hold something of what was before.
  private mutating func changeByVotes() -> LiveLabel? {
    mean.reset()
    for vote in votes.suffix((votes.count + 1) / 2) { mean.add(vote.score, audibleCount: vote.audibleCount) }
    let start = max(since, votes[0].time - windowDuration / 2)
    guard meanLabel != label else {
      votes = []
      return nil
    }
    return change(to: meanLabel, since: start)
  }

  private mutating func drifted(from label: LiveLabel, since time: Double) -> LiveLabel? {
    let isAgainst =
      meanLabel != label
      && isDecided(
        against: label, mean.logProbabilities, outOfScope: mean.outOfScope,
        temperature: calibration.temperature, odds: Self.leastOddsOfMean)
    driftCount = isAgainst ? driftCount + 1 : 0
    return driftCount >= voteCount ? change(to: meanLabel, since: max(since, time - windowDuration)) : nil
  }

  /// - Returns: What was playing before; nil for the first answer.
  private mutating func change(to new: LiveLabel, since start: Double) -> LiveLabel? {
    let old = label
    label = new
    since = start
    votes = []
    driftCount = 0
    return old
  }
}
