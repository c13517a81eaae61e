import Dispatch
internal import GenreBase
import Synchronization

/// Work on many items side by side, whose results are delivered in the order of the items.
package enum OrderedWork {
  /// The longest time until a cancellation of the caller's task is noticed while waiting for a result.
  private static let pollingInterval = DispatchTimeInterval.milliseconds(50)

  /// Runs `work` for `0..<count` and returns when all is done.
  ///
  /// Where the caller's task is cancelled or `deliver` throws, nothing more is begun or delivered, and what is in hand is
  /// told so and waited for.
  ///
  /// - Parameters:
  ///   - jobs: The threads to use; nil for one a core.
  ///   - lookAhead: The most results of a thread that wait for an earlier one, so that memory is bounded where results
  ///     are large; nil for no bound.
  ///   - deliver: Called with each result, in order, on the caller's thread, as soon as those before it are done.
  /// - Throws: ``GenreError`` with code `cancelled`, and what `deliver` throws.
  package static func run<Value: Sendable>(
    count: Int, jobs: Int?, lookAhead: Int? = nil, work: @escaping @Sendable (Int, Cancellation) -> Value,
    deliver: (Int, Value) throws(GenreError) -> Void
  ) throws(GenreError) {
    let threads = min(count, max(1, jobs ?? processorCount()))
    let board = Board<Value>(count: count, room: min(count, (lookAhead ?? count) * threads))
    let cancellation = Cancellation()
    let queue = DispatchQueue(label: "GenreKit.OrderedWork", attributes: .concurrent)
    for _ in 0..<threads {
      queue.async {
        while let index = board.take() { board.put(work(index, cancellation), at: index) }
      }
    }
    do throws(GenreError) {
      for index in 0..<count {
        try deliver(index, board.result(of: index))
        board.makeRoom()
      }
    } catch {
      cancellation.request()
      board.close()
      throw error
    }
  }

  /// The board from which threads take their next item and where they leave results.
  private final class Board<Value: Sendable>: Sendable {
    private struct State {
      var next = 0
      var inHand = 0
      var results: [Int: Value] = [:]
    }

    private let count: Int
    private let state = Mutex(State())
    private let arrival = DispatchSemaphore(value: 0)
    /// Counts the items that may be begun. Raised from 0: a semaphore must not end below what it began with.
    private let room = DispatchSemaphore(value: 0)

    /// - Parameter room: How many items may be begun and not yet delivered.
    init(count: Int, room: Int) {
      self.count = count
      for _ in 0..<room { makeRoom() }
    }

    /// Lets one more item be begun.
    func makeRoom() { room.signal() }

    func take() -> Int? {
      room.wait()
      let index: Int? = state.withLock { state in
        guard state.next < count else { return nil }
        state.next += 1
        state.inHand += 1
        return state.next - 1
      }
      // The other threads should learn, too, that there is nothing left.
      if index == nil { makeRoom() }
      return index
    }

    func put(_ value: Value, at index: Int) {
      state.withLock {
        $0.results[index] = value
        $0.inHand -= 1
      }
      arrival.signal()
    }

    /// Waits for a result and hands it out, once.
    ///
    /// - Throws: ``GenreError`` with code `cancelled` where the task that waits is cancelled.
    func result(of index: Int) throws(GenreError) -> Value {
      while !Task.isCancelled {
        if let value = state.withLock({ $0.results.removeValue(forKey: index) }) { return value }
        _ = arrival.wait(timeout: .now() + OrderedWork.pollingInterval)
      }
      throw .cancelledTask
    }

    /// Hands out no more items, and waits for those in hand.
    func close() {
      state.withLock { $0.next = count }
      makeRoom()
      while state.withLock({ $0.inHand > 0 }) { arrival.wait() }
    }
  }
}
