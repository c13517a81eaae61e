import Synchronization

/// Counts the pages that listen to a microphone, by the name that each gives itself, and how long each does.
///
/// Of a page nothing is kept but its name and two times, and no more names than pages are admitted.
package final class ListenerGate: Sendable {
  private struct Visit {
    let start: ContinuousClock.Instant
    var last: ContinuousClock.Instant
  }

  /// The time after its last request in which a page still counts.
  package static let absence = Duration.seconds(60)
  private let limit: Int
  private let longest: Duration
  private let visits = Mutex<[String: Visit]>([:])

  /// - Parameters:
  ///   - limit: The pages that may listen at the same time.
  ///   - longest: The time for which one may.
  package init(limit: Int, longest: Duration) {
    self.limit = limit
    self.longest = longest
  }

  /// Admits a request of a page that listens.
  ///
  /// - Throws: `WebError`: `too_many_listeners`, `listening_over`, `bad_parameter` for a name that is no name.
  package func admit(_ name: String, now: ContinuousClock.Instant = .now) throws(WebError) {
    guard (1...64).contains(name.utf8.count) else { throw .badParameter("listening", "1 to 64 characters") }
    let refusal: WebError? = visits.withLock { visits in
      visits = visits.filter { now - $1.last < Self.absence }
      guard var visit = visits[name] else {
        guard visits.count < limit else { return .tooManyListeners }
        visits[name] = Visit(start: now, last: now)
        return nil
      }
      guard now - visit.start <= longest else { return .listeningOver }
      visit.last = now
      visits[name] = visit
      return nil
    }
    if let refusal { throw refusal }
  }
}
