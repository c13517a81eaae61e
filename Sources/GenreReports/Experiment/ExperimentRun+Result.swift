import GRUNet
import GenreKit
import GenreTraining

extension ExperimentRun {
  /// The result of a run.
  public struct Result: Sendable, Hashable, Codable {
    /// The run.
    public let run: ExperimentRun
    /// The settings that the run depends on.
    let settings: Settings
    /// The split in words.
    public let splitSummary: String
    /// The sizes of the sides: training, validation, test.
    public let sides: [Side]
    /// The numbers in the network.
    public let parameterCount: Int
    /// Loss and accuracy by window, epoch by epoch; training figures are taken while the weights still change.
    public let history: TrainingHistory
    /// The side that ``best`` and ``last`` were measured on: test, or validation where a split has no test side.
    public let measuredSide: String
    /// The answers of the epoch that did best on the validation side.
    public let best: [Answer]
    /// The answers of the last epoch.
    public let last: [Answer]
  }

  /// The size of one side of a split.
  public struct Side: Sendable, Hashable, Codable {
    /// The recordings that are there, whole or in windows.
    public let recordings: Int
    /// The windows.
    public let segments: Int
  }

  /// The answer of a run for one recording.
  public struct Answer: Sendable, Hashable, Codable {
    /// The recording.
    public let name: String
    /// Its genre, an index into the labels.
    public let truth: Int
    /// The genre answered for the recording as a whole.
    public let genre: Int
    /// The calibrated confidence in it, 0 to 1.
    public let confidence: Double
    /// The genres answered for its windows, one by one.
    public let segments: [Int]

    /// The share of its windows that are answered rightly, 0 to 1.
    public var segmentShare: Double {
      segments.isEmpty ? 0 : Double(segments.count { $0 == truth }) / Double(segments.count)
    }
  }
}

extension ExperimentRun.Answer {
  /// Whether every index is one of so many labels', and the confidence one that there can be.
  func isPlausible(labelCount: Int) -> Bool {
    ([truth, genre] + segments).allSatisfy((0..<labelCount).contains) && (0...1).contains(confidence)
  }

  init(_ clip: ScoredClip, calibration: Calibration) {
    let probabilities = Calibration.probabilities(
      clip.meanLogProbabilities, temperature: calibration.temperature)
    genre = probabilities.indexOfLargest
    name = clip.name
    truth = clip.truths.min() ?? 0
    confidence = (probabilities[genre] * 10_000).rounded() / 10_000
    segments = clip.windows.map(\.indexOfLargest)
  }
}

extension ExperimentRun.Result {
  /// The figures of the last epoch.
  var lastEpoch: TrainingHistory.Epoch? { history.epochs.last }

  /// The figures of the epoch that did best on the validation side.
  var bestEpoch: TrainingHistory.Epoch? {
    history.epochs.first { $0.number == history.bestEpoch } ?? history.epochs.last
  }

  /// The median over the epochs of the time for training and validation.
  public var secondsPerEpoch: Double {
    let sorted = history.epochs.map(\.seconds).sorted()
    return sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
