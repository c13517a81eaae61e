import GenreKit

/// The robustness of a model's answers: how many hold when the audio is altered without changing its genre.
public struct Robustness: Sendable, Hashable {
  /// The answers to all clips with one change made.
  public struct Row: Sendable, Hashable {
    /// The change.
    public let change: SignalChange
    /// The answers, in the order of those to the clips as they are.
    public let evaluation: Evaluation
    /// For each clip, whether it is answered with another genre than as it is.
    public let isChanged: [Bool]

    /// Clips that are answered with another genre than as they are.
    public var changedCount: Int { isChanged.count { $0 } }
  }

  /// A change that could not be made.
  public struct Omission: Sendable, Hashable, Codable {
    /// The change's name.
    public let change: String
    /// The reason why it could not be made.
    public let reason: String

    /// Creates an omission.
    public init(change: String, reason: String) {
      self.change = change
      self.reason = reason
    }
  }

  /// The answers to the clips as they are.
  public let unchanged: Evaluation
  /// The result of each change.
  public let rows: [Row]
  /// The changes that this machine cannot make.
  public let omissions: [Omission]

  /// Compares answers.
  ///
  /// - Parameters:
  ///   - unchanged: The answers to the clips as they are.
  ///   - changed: The answers to the same clips in the same order, change by change.
  ///   - omissions: The changes that could not be made.
  /// - Precondition: Each change has as many answers as there are clips.
  public init(
    unchanged: Evaluation, changed: [(change: SignalChange, evaluation: Evaluation)],
    omissions: [Omission] = []
  ) {
    self.unchanged = unchanged
    self.omissions = omissions
    rows = changed.map { change, evaluation in
      precondition(evaluation.answers.count == unchanged.answers.count, "one answer a clip")
      let isChanged = zip(unchanged.answers, evaluation.answers).map { $0.genre != $1.genre }
      return Row(change: change, evaluation: evaluation, isChanged: isChanged)
    }
  }
}
