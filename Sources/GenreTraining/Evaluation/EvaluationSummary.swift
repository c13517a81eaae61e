import GenreKit

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

  /// The figures of a genre, by clip.
  public struct Genre: Sendable, Hashable, Codable {
    /// Its name.
    public let genre: String
    /// Its clips.
    public let clips: Int
    /// Of them, the share that was recognised; nil without clips.
    public let recall: Double?
    /// The 95 % interval of ``recall``; nil without clips.
    public let recallInterval: WilsonInterval?
    /// Of the clips answered with it, the share for which it is right, those whose label is a set among them; nil without
    /// answers.
    public let precision: Double?
    /// The harmonic mean of the two; nil unless both are known.
    public let f1: Double?
  }

  /// The figures of a label, by clip: a genre, or a set of genres any of which is right.
  public struct Label: Sendable, Hashable, Codable {
    /// The genres that are right.
    public let genres: [String]
    /// Its clips.
    public let clips: Int
    /// Of them, the share that was answered rightly, 0 to 1.
    public let recall: Double
    /// The 95 % interval of ``recall``.
    public let recallInterval: WilsonInterval
    /// The clips answered with each genre of the model, in their order; silent ones with none.
    public let answers: [Int]
  }

  /// Clips that are none of the genres.
  public struct OutOfScope: Sendable, Hashable, Codable {
    /// All of them.
    public let clips: Int
    /// Those of which the model is unsure, as it should be.
    public let unsure: Int
  }

  /// By clip: the mean log probabilities of its segments.
  public let tracks: Share
  /// By segment.
  public let segments: Share
  /// The mean recall over the labels that occur, genres and sets of genres, by clip.
  public let meanRecall: Double
  /// The mean negative log likelihood of the truth by clip, calibrated, in nats.
  public let loss: Double
  /// The calibration error by clip; where labels are sets of genres, of the probability that the answer counts as
  /// right.
  public let calibrationError: Double
  /// The same with the confidence in the one genre answered.
  public let genreCalibrationError: Double
  /// The bins behind it.
  public let reliability: [ExpectedCalibrationError.Bin]
  /// The share of clips that the model answers without calling itself unsure.
  public let sureCoverage: Double
  /// The accuracy of the answers that are not marked unsure.
  public let sureAccuracy: Double
  /// Genre by genre.
  public let genres: [Genre]
  /// Label by label: the genres that occur, then the sets of genres.
  public let labels: [Label]
  /// The figures of the clips that are out of scope; nil where there are none.
  public let outOfScope: OutOfScope?
  /// True genres against answers by clip, over the clips that have a single true genre and a sound.
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
    let counts = evaluation.labelCounts
    genres = evaluation.labels.indices.map { Self.genre($0, of: evaluation, counts: counts) }
    labels = counts.map { Self.label($0, of: evaluation) }
    let others = evaluation.outOfScopeAnswers
    outOfScope = others.isEmpty ? nil : OutOfScope(clips: others.count, unsure: others.count { $0.isUnsure })
  }

  private static func genre(
    _ genre: Int, of evaluation: Evaluation, counts: [Evaluation.LabelCount]
  ) -> Genre {
    let label = counts.first { $0.truths == [genre] }.map { Self.label($0, of: evaluation) }
    let precision = evaluation.precision(genre)
    return Genre(
      genre: evaluation.labels[genre], clips: label?.clips ?? 0, recall: label?.recall,
      recallInterval: label?.recallInterval, precision: precision, f1: f1(label?.recall, precision))
  }

  private static func f1(_ recall: Double?, _ precision: Double?) -> Double? {
    guard let recall, let precision else { return nil }
    return recall + precision > 0 ? 2 * recall * precision / (recall + precision) : 0
  }

  private static func label(_ count: Evaluation.LabelCount, of evaluation: Evaluation) -> Label {
    Label(
      genres: count.truths.sorted().map { evaluation.labels[$0] }, clips: count.total,
      recall: Double(count.correct) / Double(count.total),
      recallInterval: WilsonInterval(successes: count.correct, trials: count.total), answers: count.answers)
  }
}
