import Synchronization

/// The workers and the bounded queue in front of them.
package final class WorkQueue: Sendable {
  /// What there is to do.
  package struct Load: Sendable {
    /// Pieces of work that wait or run.
    package var count = 0
    /// Those that run.
    package var running = 0
  }

  /// The most that may wait or run.
  package let capacity: Int
  private let threads: WorkerThreads
  private let state = Mutex(Load())

  package init(workerCount: Int, queueLength: Int) {
    threads = WorkerThreads(count: workerCount)
    capacity = workerCount + queueLength
  }

  /// What there is to do now.
  package var load: Load { state.withLock { $0 } }

  /// Whether further work would be refused.
  package var isFull: Bool { load.count >= capacity }

  /// Does work on one of the workers, as soon as one is free.
  ///
  /// - Throws: `WebError.busy` at once when the queue is full; what the work throws.
  package func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    guard enter() else { throw WebError.busy }
    defer { state.withLock { $0.count -= 1 } }
    return try await withTaskExecutorPreference(threads) {
      // A client that hung up while it waited gets no work done.
      try Task.checkCancellation()
      self.state.withLock { $0.running += 1 }
      defer { self.state.withLock { $0.running -= 1 } }
      return try work()
    }
  }

  private func enter() -> Bool {
    state.withLock { load in
      guard load.count < capacity else { return false }
      load.count += 1
      return true
    }
  }
}
