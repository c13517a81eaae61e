import Synchronization

/// Counts what the server does, for `/metrics`.
final class WebMetrics: Sendable {
  /// The labels of the request counts.
  struct Key: Hashable, Sendable {
    let route: String
    let method: String
    let status: Int
  }

  /// The labels of the answer counts.
  struct Answer: Hashable, Sendable {
    let model: String
    let genre: String
  }

  /// A histogram of durations.
  struct Histogram: Sendable {
    /// Upper bounds in seconds, without the last one, infinity.
    static let bounds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
    private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
    private(set) var sum = 0.0

    var count: Int { counts.reduce(0, +) }

    mutating func add(_ seconds: Double) {
      counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
      sum += seconds
    }
  }

  /// All that is counted.
  struct Counts: Sendable {
    var requests: [Key: Int] = [:]
    var durations: [String: Histogram] = [:]
    var receivedByteCount = 0
    var soundSeconds = 0.0
    var predictions: [Answer: Int] = [:]
    var requestsInProgress = 0
  }

  private let state = Mutex(Counts())

  /// The counts up to now.
  var counts: Counts { state.withLock { $0 } }

  func begin() { state.withLock { $0.requestsInProgress += 1 } }

  func end(_ key: Key, seconds: Double, facts: RequestRecord.Facts) {
    state.withLock { counts in
      counts.requestsInProgress -= 1
      counts.requests[key, default: 0] += 1
      counts.durations[key.route, default: Histogram()].add(seconds)
      counts.receivedByteCount += facts.receivedByteCount
      counts.soundSeconds += facts.soundSeconds ?? 0
    }
  }

  func notePrediction(model: String, genre: String) {
    state.withLock { $0.predictions[Answer(model: model, genre: genre), default: 0] += 1 }
  }
}
