import Dispatch
import Synchronization

/// Where threads take their next item and leave results, which are handed out in the order of the items.
final class OrderedBoard<Item: Sendable, Value: Sendable>: Sendable {
  private struct State {
    /// Items taken so far; the number of the next one.
    var takenCount = 0
    var deliveredCount = 0
    var inHand = 0
    /// Whether there are no more items, or none are wanted.
    var hasEnded = false
    /// Why the items ended before their end.
    var failure: GenreError?
    var results: [Int: Value] = [:]
  }

  /// How soon a cancellation of the caller's task is noticed while a result is waited for.
  private static var pollingInterval: DispatchTimeInterval { .milliseconds(50) }

  private let isCancelled: @Sendable () -> Bool
  private let next: @Sendable () throws(GenreError) -> Item?
  /// Held while the next item is waited for, by one thread.
  private let source = Mutex(())
  private let state = Mutex(State())
  private let arrival = DispatchSemaphore(value: 0)
  /// Counts the items that may be begun. Raised from 0: a semaphore must not end below what it began with.
  private let room = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - room: How many items may be begun and not yet delivered, 1 or more.
  ///   - isCancelled: Whether to stop, as where the task is cancelled.
  ///   - next: The next item; nil at the end.
  init(
    room: Int, isCancelled: @escaping @Sendable () -> Bool = { false },
    next: @escaping @Sendable () throws(GenreError) -> Item?
  ) {
    self.isCancelled = isCancelled
    self.next = next
    for _ in 0..<room { makeRoom() }
  }

  /// Lets one more item be begun.
  func makeRoom() { room.signal() }

  /// The next item and its number; nil where there are no more.
  func take() -> (item: Item, index: Int)? {
    room.wait()
    let taken = source.withLock { _ in takeNext() }
    // The other threads should learn, too, that there is nothing left.
    if taken == nil { makeRoom() }
    return taken
  }

  private func takeNext() -> (item: Item, index: Int)? {
    guard !state.withLock({ $0.hasEnded }) else { return nil }
    do throws(GenreError) {
      guard let item = try next() else { return end(with: nil) }
      return state.withLock { state in
        // Closed while the item was waited for.
        guard !state.hasEnded else { return nil }
        defer { state.takenCount += 1 }
        state.inHand += 1
        return (item, state.takenCount)
      }
    } catch {
      return end(with: error)
    }
  }

  private func end(with failure: GenreError?) -> (item: Item, index: Int)? {
    state.withLock {
      $0.hasEnded = true
      $0.failure = failure
    }
    arrival.signal()
    return nil
  }

  func put(_ value: Value, at index: Int) {
    state.withLock {
      $0.results[index] = value
      $0.inHand -= 1
    }
    arrival.signal()
  }

  /// Waits for the next result and hands it out; nil after the last.
  ///
  /// - Throws: ``GenreError`` with code `cancelled` where the task that waits is cancelled, and at the end what ended the
  ///   items before their end.
  func nextResult() throws(GenreError) -> Value? {
    while !Task.isCancelled, !isCancelled() {
      if let result = try state.withLock({ state throws(GenreError) in try Self.result(in: &state) }) {
        return result
      }
      _ = arrival.wait(timeout: .now() + Self.pollingInterval)
    }
    throw .cancelledTask
  }

  /// Nil where the next result is not there yet; `.some(nil)` after the last.
  private static func result(in state: inout State) throws(GenreError) -> Value?? {
    if let value = state.results.removeValue(forKey: state.deliveredCount) {
      state.deliveredCount += 1
      return value
    }
    guard state.hasEnded, state.deliveredCount == state.takenCount else { return nil }
    if let failure = state.failure { throw failure }
    return .some(nil)
  }

  /// Hands out no more items, and waits for those in hand.
  func close() {
    state.withLock { $0.hasEnded = true }
    makeRoom()
    while state.withLock({ $0.inHand > 0 }) { arrival.wait() }
  }
}
