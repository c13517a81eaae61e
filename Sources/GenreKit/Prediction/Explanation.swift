/// The explanation of an answer: how much each window favours it over the second candidate.
///
/// The answer's probabilities are the softmax of `mean over the windows of their log probabilities / T`, with T the
/// model's temperature. In the mean each window has the share w of all audible frames that the windows hold: 1 / n for n
/// windows without silence. So the logarithm of the odds of the answer against the second candidate is a sum over the
/// windows of
///
///     w (log p(answer | window) - log p(second | window)) / T
///
/// which is each window's contribution: nothing is estimated, and together they are ``logOdds`` exactly.
public struct Explanation: Sendable, Hashable {
  /// A stretch of the piece and what it said.
  public struct Window: Sendable, Hashable {
    /// The start in seconds from the start of the recording.
    public let start: Double
    /// The end in seconds.
    public let end: Double
    /// The contribution to ``Explanation/logOdds``, in nats: above 0 it favours the answer, below 0 the second
    /// candidate; 0 for a silent window.
    public let contribution: Double

    /// Creates a window.
    public init(start: Double, end: Double, contribution: Double) {
      self.start = start
      self.end = end
      self.contribution = contribution
    }
  }

  /// The answer.
  public let genre: String
  /// The second candidate.
  public let second: GenreScore
  /// The windows, in order; one for each segment of the prediction.
  public let windows: [Window]

  /// Creates an explanation.
  public init(genre: String, second: GenreScore, windows: [Window]) {
    self.genre = genre
    self.second = second
    self.windows = windows
  }

  /// The natural logarithm of the odds of the answer against the second candidate, 0 or more: the sum of the windows'
  /// contributions.
  public var logOdds: Double { windows.reduce(0) { $0 + $1.contribution } }

  /// Windows that spoke for the answer.
  public var supporterCount: Int { windows.count { $0.contribution > 0 } }

  /// Windows that spoke for the second candidate.
  public var opponentCount: Int { windows.count { $0.contribution < 0 } }

  /// A window's part in all that was said: its contribution over the sum of all contributions without their signs, so
  /// -1 to 1.
  public func share(of window: Window) -> Double {
    let total = windows.reduce(0) { $0 + abs($1.contribution) }
    return total > 0 ? window.contribution / total : 0
  }

  /// Neighbouring windows that spoke for the same candidate drawn together, each stretch with the sum of what they said;
  /// those that said nothing are left out.
  public var stretches: [Window] {
    windows.filter { $0.contribution != 0 }.reduce(into: []) { stretches, window in
      guard let last = stretches.last, window.start <= last.end,
        last.contribution.sign == window.contribution.sign
      else { return stretches.append(window) }
      stretches[stretches.count - 1] = Window(
        start: last.start, end: window.end, contribution: last.contribution + window.contribution)
    }
  }

  /// The windows drawn together until there are at most `count`, each with the sum of those it covers, so that the odds
  /// stay what they are.
  ///
  /// - Precondition: `count` is 1 or more.
  public func condensed(atMost count: Int) -> Explanation {
    precondition(count >= 1, "an explanation has at least one window")
    guard windows.count > count else { return self }
    let merged = (0..<count).map { index in
      let part = windows[index * windows.count / count..<(index + 1) * windows.count / count]
      return Window(
        start: part[part.startIndex].start, end: part[part.endIndex - 1].end,
        contribution: part.reduce(0) { $0 + $1.contribution })
    }
    return Explanation(genre: genre, second: second, windows: merged)
  }
}
