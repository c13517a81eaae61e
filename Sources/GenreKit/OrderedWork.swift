import Dispatch
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Work on many items side by side, whose results are delivered in the order of the items.
enum OrderedWork {
  private struct State<Value: Sendable> {
    var next = 0
    var delivered = 0
    var waiting: [Int: Value] = [:]

    mutating func take(below count: Int) -> Int? {
      guard next < count else { return nil }
      next += 1
      return next - 1
    }

    mutating func put(_ value: Value, at index: Int, deliver: (Int, Value) -> Void) {
      waiting[index] = value
      while let ready = waiting.removeValue(forKey: delivered) {
        deliver(delivered, ready)
        delivered += 1
      }
    }
  }

  /// Runs `work` for `0..<count` and returns when all is done.
  ///
  /// - Parameters:
  ///   - jobs: The threads to use, the caller's among them; nil for one a core.
  ///   - deliver: Called with each result, in order, never from two threads at once.
  static func run<Value: Sendable>(
    count: Int, jobs: Int?, work: (Int) -> Value, deliver: (Int, Value) -> Void
  ) {
    let state = Mutex(State<Value>())
    let threads = min(count, max(1, jobs ?? ProcessInfo.processInfo.activeProcessorCount))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while let index = state.withLock({ $0.take(below: count) }) {
        let value = work(index)
        state.withLock { $0.put(value, at: index, deliver: deliver) }
      }
    }
  }
}
