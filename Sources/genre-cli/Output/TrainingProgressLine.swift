import GenreKit
import GenreTraining

/// The progress of the training of one network on standard error: a line per epoch, and on a terminal a bar for the
/// current epoch.
struct TrainingProgressLine {
  private let start = ContinuousClock.now
  private var firstStep: Int?

  /// Shows where the training stands.
  mutating func show(_ progress: TrainingProgress) {
    if let epoch = progress.finishedEpoch {
      finish()
      Console.writeError(line(of: epoch, count: progress.epochCount) + "\n")
    } else if Console.isErrorTerminal {
      drawBar(progress)
    }
  }

  /// Wipes the bar.
  func finish() {
    if Console.isErrorTerminal { Console.writeError("\r\u{1B}[K") }
  }

  private func line(of epoch: TrainingHistory.Epoch, count: Int) -> String {
    var text =
      "epoch \(epoch.number)/\(count)  loss \(epoch.trainingLoss.decimals(4)) accuracy \(epoch.trainingAccuracy.decimals(4))"
    if let loss = epoch.validationLoss, let accuracy = epoch.validationAccuracy {
      text += "  validation loss \(loss.decimals(4)) accuracy \(accuracy.decimals(4))"
    }
    return text + "  \(Int((epoch.seconds * 10).rounded()) / 10) s"
  }

  private mutating func drawBar(_ progress: TrainingProgress) {
    let done = (progress.epoch - 1) * progress.stepCount + progress.step
    let first = firstStep ?? done - 1
    firstStep = first
    guard progress.step % 16 == 0 || progress.step == progress.stepCount, done > first else { return }
    let perStep = (ContinuousClock.now - start) / .seconds(1) / Double(done - first)
    let left = perStep * Double(progress.epochCount * progress.stepCount - done)
    let width = 24
    let filled = width * progress.step / progress.stepCount
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let line =
      "epoch \(progress.epoch)/\(progress.epochCount) \(bar) loss \(progress.loss.decimals(4)) "
      + "accuracy \(progress.accuracy.decimals(4))  \(left.clockText) left"
    Console.writeError("\r\u{1B}[K" + Console.fitted(line))
  }
}
