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

  /// One that waits for a worker.
  private struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var load = Load()
    /// In the order in which they came.
    var waiters: [Waiter] = []
    var nextNumber = 0
  }

  /// The most that may wait or run.
  package let capacity: Int
  private let workerCount: Int
  private let threads: WorkerThreads
  private let state = Mutex(State())

  package init(workerCount: Int, queueLength: Int) {
    threads = WorkerThreads(count: workerCount)
    self.workerCount = workerCount
    capacity = workerCount + queueLength
  }

  /// What there is to do now.
  package var load: Load { state.withLock { $0.load } }

  /// Whether further work would be refused.
  package var isFull: Bool { load.count >= capacity }

  /// Does work on one of the workers, as soon as one is free.
  ///
  /// - Throws: `WebError.busy` at once when the queue is full; `CancellationError` at once when the task is cancelled
  ///   while it waits; what the work throws.
  package func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    guard enter() else { throw WebError.busy }
    defer { state.withLock { $0.load.count -= 1 } }
    try await takeWorker()
    defer { releaseWorker() }
    return try await withTaskExecutorPreference(threads) {
      try Task.checkCancellation()
      return try work()
    }
  }

  private func enter() -> Bool {
    state.withLock { state in
      guard state.load.count < capacity else { return false }
      state.load.count += 1
      return true
    }
  }

  /// Waits for a free worker. The wait is here and not in the threads' own queue, which nobody can leave: a client that
  /// hangs up must not keep its place and its upload until a worker comes to it.
  private func takeWorker() async throws {
    let number = state.withLock { state in
      state.nextNumber += 1
      return state.nextNumber
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { wait(Waiter(number: number, continuation: $0)) }
    } onCancel: {
      leave(number)
    }
  }

  private func wait(_ waiter: Waiter) {
    let result: Result<Void, any Error>? = state.withLock { state in
      // Under the lock: whoever cancels from here on finds the waiter.
      if Task.isCancelled { return .failure(CancellationError()) }
      guard state.load.running >= workerCount else {
        state.load.running += 1
        return .success(())
      }
      state.waiters.append(waiter)
      return nil
    }
    if let result { waiter.continuation.resume(with: result) }
  }

  private func leave(_ number: Int) {
    let waiter = state.withLock { state in
      state.waiters.firstIndex { $0.number == number }.map { state.waiters.remove(at: $0) }
    }
    waiter?.continuation.resume(throwing: CancellationError())
  }

  /// Gives the worker to the one who has waited longest.
  private func releaseWorker() {
    let next = state.withLock { state -> Waiter? in
      guard state.waiters.isEmpty else { return state.waiters.removeFirst() }
      state.load.running -= 1
      return nil
    }
    next?.continuation.resume()
  }
}
