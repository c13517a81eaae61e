import GenreKit

/// The figures of a model's answers under changes, as JSON.
public struct RobustnessSummary: Sendable, Hashable, Codable {
  /// The figures of a model on the clips in one form, unchanged or changed.
  public struct Figures: Sendable, Hashable, Codable {
    /// Clips answered rightly.
    public let tracks: EvaluationSummary.Share
    /// The mean recall over the labels that occur, genres and sets of genres, 0 to 1.
    public let meanRecall: Double
    /// Clips of whose answer the model is unsure.
    public let unsure: Int

    init(_ evaluation: Evaluation) {
      tracks = EvaluationSummary.Share(correct: evaluation.correct, total: evaluation.answers.count)
      meanRecall = evaluation.meanRecall
      unsure = evaluation.answers.count { $0.isUnsure }
    }
  }

  /// The result of a change.
  public struct Change: Sendable, Hashable, Codable {
    /// The change's name.
    public let change: String
    /// Clips that are answered with another genre than as they are.
    public let changed: Int
    /// Their share, 0 to 1.
    public let changedShare: Double
    /// The 95 % interval of ``changedShare`` (Wilson).
    public let changedInterval: WilsonInterval
    /// The figures of the answers.
    public let figures: Figures

    init(_ row: Robustness.Row) {
      let total = row.isChanged.count
      change = row.change.name
      changed = row.changedCount
      changedShare = total == 0 ? 0 : Double(changed) / Double(total)
      changedInterval = WilsonInterval(successes: changed, trials: total)
      figures = Figures(row.evaluation)
    }
  }

  /// The clips as they are.
  public let unchanged: Figures
  /// Change by change.
  public let changes: [Change]
  /// The changes that could not be made, and why.
  public let omissions: [Robustness.Omission]

  /// Sums the answers up.
  public init(_ robustness: Robustness) {
    unchanged = Figures(robustness.unchanged)
    changes = robustness.rows.map(Change.init)
    omissions = robustness.omissions
  }
}
