/// An evaluation in figures, for a program to read.
public struct EvaluationSummary: Sendable, Hashable, Codable {
  /// A share that was counted, with its 95 % interval (Wilson).
  public struct Share: Sendable, Hashable, Codable {
    /// Those answered rightly.
    public let correct: Int
    /// All of them.
    public let total: Int
    /// The one over the other, 0 to 1.
    public let accuracy: Double
    /// The interval, as if each were independent of the others; segments of one clip are not.
    public let interval: WilsonInterval

    init(correct: Int, total: Int) {
      self.correct = correct
      self.total = total
      accuracy = total == 0 ? 0 : Double(correct) / Double(total)
      interval = WilsonInterval(successes: correct, trials: total)
    }
  }

  /// What is known of one genre, by clip.
  public struct Genre: Sendable, Hashable, Codable {
    /// Its name.
    public let genre: String
    /// Its clips.
    public let clips: Int
    /// Of them, the share that was recognised; nil without clips.
    public let recall: Double?
    /// The 95 % interval of ``recall``; nil without clips.
    public let recallInterval: WilsonInterval?
    /// Of the clips answered with it, the share that were of it; nil without answers.
    public let precision: Double?
    /// The harmonic mean of the two; nil where neither is known.
    public let f1: Double?
  }

  /// By clip: the mean log probabilities of its segments.
  public let tracks: Share
  /// By segment.
  public let segments: Share
  /// The mean recall over the genres that occur, by clip.
  public let meanRecall: Double
  /// The mean negative log likelihood of the truth by clip, calibrated, in nats.
  public let loss: Double
  /// How far confidence and truth lie apart, by clip; where labels are sets of genres, the confidence that the answer
  /// counts as right.
  public let calibrationError: Double
  /// The same with the confidence in the one genre answered.
  public let genreCalibrationError: Double
  /// The bins behind it.
  public let reliability: [ExpectedCalibrationError.Bin]
  /// The share of clips that the model answers without calling itself unsure.
  public let sureCoverage: Double
  /// How often it is then right.
  public let sureAccuracy: Double
  /// Genre by genre.
  public let genres: [Genre]
  /// True genres against answers by clip, over the clips that have a single true genre.
  public let trackConfusion: ConfusionMatrix
  /// The same by segment.
  public let segmentConfusion: ConfusionMatrix

  /// Sums an evaluation up.
  public init(_ evaluation: Evaluation) {
    let confusion = evaluation.confusion
    let sure = evaluation.whenSure
    tracks = Share(correct: evaluation.correct, total: evaluation.answers.count)
    segments = Share(correct: evaluation.segments.correct, total: evaluation.segments.total)
    meanRecall = evaluation.meanRecall
    loss = evaluation.loss
    calibrationError = evaluation.calibrationError.value
    genreCalibrationError = evaluation.genreCalibrationError.value
    reliability = evaluation.calibrationError.bins
    sureCoverage = sure.coverage
    sureAccuracy = sure.accuracy
    trackConfusion = confusion
    segmentConfusion = evaluation.segmentConfusion
    genres = confusion.labels.indices.map { Self.genre($0, of: confusion) }
  }

  private static func genre(_ genre: Int, of confusion: ConfusionMatrix) -> Genre {
    let clips = confusion.counts[genre].reduce(0, +)
    return Genre(
      genre: confusion.labels[genre], clips: clips, recall: confusion.recall(genre),
      recallInterval: clips == 0
        ? nil : WilsonInterval(successes: confusion.counts[genre][genre], trials: clips),
      precision: confusion.precision(genre), f1: confusion.f1(genre))
  }
}
