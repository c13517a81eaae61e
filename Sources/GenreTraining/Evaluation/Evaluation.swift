internal import GenreBase
import GenreKit

/// The evaluation of a model on labelled clips.
public struct Evaluation: Sendable, Hashable {
  /// The answer for a clip.
  public struct Answer: Sendable, Hashable {
    /// The clip.
    public let name: String
    /// The true genres, indices into the labels.
    public let truths: Set<Int>
    /// The genre answered, an index into the labels.
    public let genre: Int
    /// The calibrated confidence in it, 0 to 1.
    public let confidence: Double
    /// The probability that the answer counts as right, 0 to 1: ``confidence`` where every label is one genre; where
    /// labels are sets of genres, the sum over the genres that the labels do not tell from this one.
    public let likelihoodOfRight: Double
    /// Whether the model calls itself unsure of it.
    public let isUnsure: Bool
    /// Whether the clip is silent.
    public let isSilent: Bool

    /// Whether the genre answered is one of the true ones; of silence none is right.
    public var isRight: Bool { !isSilent && truths.contains(genre) }
  }

  /// Windows answered rightly, of all windows.
  public struct SegmentCount: Sendable, Hashable {
    /// Those answered rightly.
    public var correct = 0
    /// All of them.
    public var total = 0
  }

  /// The model's genres.
  public let labels: [String]
  /// The answers, one per clip. All figures are about these.
  public let answers: [Answer]
  /// The answers to clips that are none of the genres, such as speech, noise and other music: right is to be unsure.
  public let outOfScopeAnswers: [Answer]
  /// The windows taken one by one.
  public let segments: SegmentCount
  /// True genres against answers by window, over the clips that have a single true genre and a sound.
  public let segmentConfusion: ConfusionMatrix
  /// The mean negative log likelihood of the truth by clip, calibrated, in nats.
  public let loss: Double

  /// Answers every clip: the mean of its windows' log probabilities, calibrated.
  public init(_ clips: [ScoredClip], labels: [String], calibration: Calibration) {
    self.init([(clips, calibration)], labels: labels)
  }

  /// Answers the clips of each part by the part's own calibration.
  init(_ parts: [(clips: [ScoredClip], calibration: Calibration)], labels: [String]) {
    self.labels = labels
    let calibrated = parts.flatMap { part in part.clips.map { (clip: $0, calibration: part.calibration) } }
    let clips = calibrated.map(\.clip).filter { !$0.truths.isEmpty }
    let resolution = LabelResolution(truths: clips.map(\.truths), genreCount: labels.count)
    var loss = 0.0
    let all = calibrated.map { clip, calibration in
      let probabilities = Calibration.probabilities(
        clip.meanLogProbabilities, temperature: calibration.temperature)
      let best = probabilities.indexOfLargest
      if !clip.truths.isEmpty {
        loss -= log(max(1e-12, clip.truths.sorted().reduce(0) { $0 + probabilities[$1] }))
      }
      return Answer(
        name: clip.name, truths: clip.truths, genre: best, confidence: probabilities[best],
        likelihoodOfRight: resolution.likelihoodOfRight(answering: best, probabilities: probabilities),
        isUnsure: clip.isSilent
          || calibration.isUnsure(confidence: probabilities[best], outOfScope: clip.outOfScope),
        isSilent: clip.isSilent)
    }
    answers = all.filter { !$0.truths.isEmpty }
    outOfScopeAnswers = all.filter(\.truths.isEmpty)
    self.loss = clips.isEmpty ? 0 : loss / Double(clips.count)
    segmentConfusion = Self.segmentConfusion(clips, labels: labels)
    segments = clips.reduce(into: SegmentCount()) { counts, clip in
      counts.total += clip.windows.count
      guard !clip.isSilent else { return }
      counts.correct += clip.windows.count { clip.truths.contains($0.indexOfLargest) }
    }
  }

  private static func segmentConfusion(_ clips: [ScoredClip], labels: [String]) -> ConfusionMatrix {
    var matrix = ConfusionMatrix(labels: labels)
    for clip in clips where clip.truths.count == 1 && !clip.isSilent {
      guard let truth = clip.truths.first else { continue }
      for row in clip.windows {
        matrix.record(truth: truth, answer: row.indexOfLargest)
      }
    }
    return matrix
  }

  /// Clips answered rightly.
  public var correct: Int { answers.count { $0.isRight } }

  /// The share of clips answered rightly, 0 to 1.
  public var accuracy: Double { answers.isEmpty ? 0 : Double(correct) / Double(answers.count) }

  /// The share of windows answered rightly, 0 to 1.
  public var segmentAccuracy: Double {
    segments.total == 0 ? 0 : Double(segments.correct) / Double(segments.total)
  }

  /// The 95 % interval of ``accuracy``.
  public var interval: WilsonInterval { WilsonInterval(successes: correct, trials: answers.count) }

  /// The 95 % interval of ``segmentAccuracy``, as if windows were independent; those of one clip are not, so the truth
  /// is wider.
  public var segmentInterval: WilsonInterval {
    WilsonInterval(successes: segments.correct, trials: segments.total)
  }

  /// The share of clips that the model answers without calling itself unsure, and how often it is then right.
  public var whenSure: (coverage: Double, accuracy: Double) {
    let sure = answers.filter { !$0.isUnsure }
    guard !sure.isEmpty else { return (0, 0) }
    return (
      Double(sure.count) / Double(answers.count), Double(sure.count { $0.isRight }) / Double(sure.count)
    )
  }

  /// The reliability of what the model says of its answers, as the labels count them.
  public var calibrationError: ExpectedCalibrationError {
    ExpectedCalibrationError(answers: answers.map { ($0.likelihoodOfRight, $0.isRight) })
  }

  /// The same with the confidence in the genre answered, whatever other genres would count as right: too low where
  /// labels are sets.
  public var genreCalibrationError: ExpectedCalibrationError {
    ExpectedCalibrationError(answers: answers.map { ($0.confidence, $0.isRight) })
  }

  /// True genres against answers, over the clips that have a single true genre and a sound.
  public var confusion: ConfusionMatrix {
    var matrix = ConfusionMatrix(labels: labels)
    for answer in answers where answer.truths.count == 1 && !answer.isSilent {
      answer.truths.first.map { matrix.record(truth: $0, answer: answer.genre) }
    }
    return matrix
  }
}
