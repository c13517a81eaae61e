import Dispatch
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Work on many items side by side, whose results are delivered in the order of the items.
enum OrderedWork {
  /// How soon a cancellation of the caller's task is noticed while a result is waited for.
  private static let pollingInterval = DispatchTimeInterval.milliseconds(50)

  /// Runs `work` for `0..<count` and returns when all is done.
  ///
  /// Where the caller's task is cancelled, nothing more is begun or delivered, and what is in hand is waited for.
  ///
  /// - Parameters:
  ///   - jobs: The threads to use; nil for one a core.
  ///   - onCancel: Called when the cancellation is noticed, so that work in hand can end sooner: it has threads of its
  ///     own, which no task knows of.
  ///   - deliver: Called with each result, in order, on the caller's thread, as soon as those before it are done.
  /// - Throws: ``GenreError`` with code `cancelled`.
  static func run<Value: Sendable>(
    count: Int, jobs: Int?, onCancel: () -> Void = {}, work: @escaping @Sendable (Int) -> Value,
    deliver: (Int, Value) -> Void
  ) throws(GenreError) {
    let board = Board<Value>(count: count)
    let threads = min(count, max(1, jobs ?? ProcessInfo.processInfo.activeProcessorCount))
    let queue = DispatchQueue(label: "GenreKit.OrderedWork", attributes: .concurrent)
    for _ in 0..<threads {
      queue.async {
        while let index = board.take() { board.put(work(index), at: index) }
      }
    }
    for index in 0..<count {
      guard let value = board.result(of: index) else {
        onCancel()
        board.close()
        throw .cancelledTask
      }
      deliver(index, value)
    }
  }

  /// Where threads take their next item and leave results.
  private final class Board<Value: Sendable>: Sendable {
    private struct State {
      var next = 0
      var inHand = 0
      var results: [Int: Value] = [:]
    }

    private let count: Int
    private let state = Mutex(State())
    private let arrival = DispatchSemaphore(value: 0)

    init(count: Int) { self.count = count }

    func take() -> Int? {
      state.withLock { state in
        guard state.next < count else { return nil }
        state.next += 1
        state.inHand += 1
        return state.next - 1
      }
    }

    func put(_ value: Value, at index: Int) {
      state.withLock {
        $0.results[index] = value
        $0.inHand -= 1
      }
      arrival.signal()
    }

    /// Waits for a result and hands it out, once; nil where the task that waits is cancelled.
    func result(of index: Int) -> Value? {
      while !Task.isCancelled {
        if let value = state.withLock({ $0.results.removeValue(forKey: index) }) { return value }
        _ = arrival.wait(timeout: .now() + OrderedWork.pollingInterval)
      }
      return nil
    }

    /// Hands out no more items, and waits for those in hand.
    func close() {
      state.withLock { $0.next = count }
      while state.withLock({ $0.inHand > 0 }) { arrival.wait() }
    }
  }
}
