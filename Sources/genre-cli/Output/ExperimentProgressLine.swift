import GenreReports
import Synchronization

/// The progress of an experiment on standard error: a line per run, and on a terminal a bar for the whole.
final class ExperimentProgressLine: Sendable {
  private struct State {
    /// The share of each run that is done, 0 to 1.
    var shares: [ExperimentRun: Double] = [:]
    /// The share of all that was done at the first word: checkpoints of an earlier call.
    var head: Double?
    var began = ContinuousClock.now
    var drawn = ContinuousClock.now
  }

  private let state = Mutex(State())

  /// Says what there is to do.
  func start(runs: Int, finished: Int, warnings: [String]) {
    warnings.forEach(Console.warn)
    let rest = finished > 0 ? ", \(finished) of them finished earlier" : ""
    Console.writeError("\(runs) runs\(rest)\n")
  }

  /// Says what came of a run.
  func finish(_ result: ExperimentRun.Result) {
    clear()
    let figures = result.history.epochs.last
    let accuracy = figures?.validationAccuracy ?? 0
    Console.writeError(
      "\(result.run.name): training accuracy \((figures?.trainingAccuracy ?? 0).decimals(3)), validation accuracy "
        + "\(accuracy.decimals(3)), \(result.secondsPerEpoch.decimals(3)) s an epoch\n")
  }

  /// Shows where the runs stand; called from any thread.
  func show(_ progress: ExperimentProgress) {
    guard Console.isErrorTerminal else { return }
    let training = progress.training
    let steps = Double((training.epoch - 1) * training.stepCount + training.step)
    let share = steps / Double(training.epochCount * training.stepCount)
    let text: String? = state.withLock { state in
      state.shares[progress.run] = share
      let done = state.shares.values.reduce(0, +)
      let head = state.head ?? done
      state.head = head
      let now = ContinuousClock.now
      guard now - state.drawn > .milliseconds(200), done > head else { return nil }
      state.drawn = now
      let left = (now - state.began) / .seconds(1) / (done - head) * (Double(progress.runCount) - done)
      return Self.bar(done / Double(progress.runCount), progress: progress, left: left)
    }
    if let text { Console.writeError(text) }
  }

  /// Wipes the bar.
  func clear() {
    if Console.isErrorTerminal { Console.writeError("\r\u{1B}[K") }
  }

  private static func bar(_ share: Double, progress: ExperimentProgress, left: Double) -> String {
    let width = 16
    let filled = min(width, Int(Double(width) * share))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let training = progress.training
    let line =
      "\(bar) \(left.clockText) left  epoch \(training.epoch)/\(training.epochCount) "
      + "loss \(training.loss.decimals(3)) accuracy \(training.accuracy.decimals(3))  \(progress.run.name)"
    return "\r\u{1B}[K" + Console.fitted(line)
  }
}
