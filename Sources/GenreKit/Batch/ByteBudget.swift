import Dispatch
import Synchronization

/// Bytes that may be held at a time. One thread takes them, any thread gives them back.
final class ByteBudget: Sendable {
  private let limit: Int
  private let used = Mutex(0)
  private let change = DispatchSemaphore(value: 0)

  init(limit: Int) { self.limit = limit }

  /// Waits until there is room. A request above the limit is granted when nothing else is held.
  func take(_ count: Int) {
    while !tryTake(count) { change.wait() }
  }

  func release(_ count: Int) {
    used.withLock { $0 -= count }
    change.signal()
  }

  private func tryTake(_ count: Int) -> Bool {
    used.withLock { used in
      guard used == 0 || used + count <= limit else { return false }
      used += count
      return true
    }
  }
}
