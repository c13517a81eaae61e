import Dispatch
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Work on many items side by side, whose results are delivered in the order of the items.
enum OrderedWork {
  /// Runs `work` for `0..<count` and returns when all is done.
  ///
  /// - Parameters:
  ///   - jobs: The threads to use; nil for one a core.
  ///   - deliver: Called with each result, in order, on the caller's thread, as soon as those before it are done.
  static func run<Value: Sendable>(
    count: Int, jobs: Int?, work: @escaping @Sendable (Int) -> Value, deliver: (Int, Value) -> Void
  ) {
    let board = Board<Value>(count: count)
    let threads = min(count, max(1, jobs ?? ProcessInfo.processInfo.activeProcessorCount))
    let queue = DispatchQueue(label: "GenreKit.OrderedWork", attributes: .concurrent)
    for _ in 0..<threads {
      queue.async {
        while let index = board.take() { board.put(work(index), at: index) }
      }
    }
    for index in 0..<count { deliver(index, board.result(of: index)) }
  }

  /// Where threads take their next item and leave results.
  private final class Board<Value: Sendable>: Sendable {
    private struct State {
      var next = 0
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
        return state.next - 1
      }
    }

    func put(_ value: Value, at index: Int) {
      state.withLock { $0.results[index] = value }
      arrival.signal()
    }

    /// Waits for a result and hands it out, once.
    func result(of index: Int) -> Value {
      while true {
        if let value = state.withLock({ $0.results.removeValue(forKey: index) }) { return value }
        arrival.wait()
      }
    }
  }
}
