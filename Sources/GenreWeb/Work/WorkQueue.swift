import Synchronization

/// The workers and the bounded queue in front of them.
///
/// A worker whose work was cancelled and does not come back is abandoned: another thread takes its place. Because each
/// abandoned thread keeps its memory, there is a limit; past it places are lost, until such a thread comes back.
package final class WorkQueue: Sendable {
  /// The sizes of a queue.
  package struct Limits: Sendable {
    /// Pieces of work that run at the same time, 1 or more.
    package var workerCount: Int
    /// Pieces of work that may wait.
    package var queueLength: Int
    /// Abandoned workers that are replaced.
    package var abandonedCount = 16
    /// Bytes that abandoned workers may hold before the queue calls itself worn out.
    package var abandonedByteCount = Int.max
    /// The time in which cancelled work must come back.
    package var grace = Duration.seconds(2)

    package init(workerCount: Int, queueLength: Int) {
      self.workerCount = workerCount
      self.queueLength = queueLength
    }
  }

  /// The load: the recordings in the queue and the workers.
  package struct Load: Sendable {
    /// Pieces of work that wait or run.
    package var count = 0
    /// Those that run.
    package var running = 0
    /// Workers that can take work, idle or busy.
    package var workerCount: Int
    /// Workers that were given up and have not come back.
    package var abandonedCount = 0
    /// Bytes that these hold.
    package var abandonedByteCount = 0
    /// Workers that were ever given up.
    package var abandonedTotal = 0
  }

  /// One that waits for a worker.
  private struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<WorkerThread, any Error>
  }

  private struct State {
    var load: Load
    /// In the order in which they came.
    var waiters: [Waiter] = []
    var nextNumber = 0
    var idle: [WorkerThread] = []

    /// The one who has waited longest and gets the worker; nil when nobody waits, and the worker is idle.
    mutating func release(_ worker: WorkerThread) -> Waiter? {
      guard waiters.isEmpty else { return waiters.removeFirst() }
      load.running -= 1
      idle.append(worker)
      return nil
    }
  }

  /// The most that may wait or run.
  package let capacity: Int
  private let limits: Limits
  private let state: Mutex<State>

  package init(_ limits: Limits) {
    self.limits = limits
    capacity = limits.workerCount + limits.queueLength
    state = Mutex(State(load: Load(workerCount: limits.workerCount)))
  }

  /// The current load.
  package var load: Load { state.withLock { $0.load } }

  /// Pieces of work that wait for a worker and have their turn.
  package var waitingCount: Int { state.withLock { $0.waiters.count } }

  /// The reason why further work would be refused; nil when it would be accepted.
  package var refusal: WebError? { refusal(of: load) }

  /// Whether so much is abandoned that the process should be replaced, though it may still answer.
  package var isWornOut: Bool {
    let load = load
    return load.workerCount == 0 || load.abandonedCount >= limits.abandonedCount
      || load.abandonedByteCount > limits.abandonedByteCount
  }

  private func refusal(of load: Load) -> WebError? {
    if load.workerCount == 0 { return .wornOut }
    return load.count >= capacity ? .busy : nil
  }

  /// Does work on one of the workers, as soon as one is free.
  ///
  /// - Parameters:
  ///   - byteCount: What the work holds in memory.
  ///   - onAbandoned: Told when the work was cancelled and did not come back.
  /// - Throws: `WebError.busy` or `.wornOut` at once when it cannot be taken; `CancellationError` when the task is
  ///   cancelled, at once while it waits and after the grace period at the latest while it runs; what the work throws.
  package func run<Value: Sendable>(
    holding byteCount: Int = 0, onAbandoned: @escaping @Sendable () -> Void = {},
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try enter()
    defer { state.withLock { $0.load.count -= 1 } }
    let worker = try await takeWorker()
    let assignment = Assignment(work, grace: limits.grace) { [self] ending in
      switch ending {
      case .returned: release(worker)
      case .abandoned:
        abandon(worker, holding: byteCount)
        onAbandoned()
      case .returnedLate: takeBack(byteCount)
      }
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { assignment.start(on: worker, $0) }
    } onCancel: {
      assignment.cancel()
    }
  }

  private func enter() throws(WebError) {
    let refusal = state.withLock { state in
      let refusal = self.refusal(of: state.load)
      if refusal == nil { state.load.count += 1 }
      return refusal
    }
    if let refusal { throw refusal }
  }
}

// MARK: Waiting

extension WorkQueue {
  /// Waits for a free worker. The wait is here and not in the threads' own queue, which nobody can leave: a client that
  /// hangs up must not keep its place and its upload until a worker comes to it.
  private func takeWorker() async throws -> WorkerThread {
    let number = state.withLock { state in
      state.nextNumber += 1
      return state.nextNumber
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { wait(Waiter(number: number, continuation: $0)) }
    } onCancel: {
      leave(number)
    }
  }

  private func wait(_ waiter: Waiter) {
    let result: Result<WorkerThread, any Error>? = state.withLock { state in
      // Under the lock: whoever cancels from here on finds the waiter.
      if Task.isCancelled { return .failure(CancellationError()) }
      if state.load.workerCount == 0 { return .failure(WebError.wornOut) }
      guard state.load.running >= state.load.workerCount else {
        state.load.running += 1
        return .success(state.idle.popLast() ?? WorkerThread())
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
}

// MARK: Workers

extension WorkQueue {
  /// Gives the worker to the one who has waited longest.
  private func release(_ worker: WorkerThread) {
    let next = state.withLock { $0.release(worker) }
    next?.continuation.resume(returning: worker)
  }

  /// Counts a worker that does not come back, and puts another in its place where the limit allows it.
  private func abandon(_ worker: WorkerThread, holding byteCount: Int) {
    worker.lowerPriority()
    let another = WorkerThread()
    // In one step, here and below: the load that others read is true at any moment.
    let next = state.withLock { state -> Waiter? in
      state.load.abandonedCount += 1
      state.load.abandonedByteCount += byteCount
      state.load.abandonedTotal += 1
      if state.load.abandonedCount <= limits.abandonedCount { return state.release(another) }
      state.load.workerCount -= 1
      state.load.running -= 1
      return nil
    }
    next?.continuation.resume(returning: another)
    refuseIfNoneIsLeft()
  }

  /// Those who wait would wait in vain once the last worker is gone.
  private func refuseIfNoneIsLeft() {
    let refused = state.withLock { state -> [Waiter] in
      guard state.load.workerCount == 0 else { return [] }
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in refused { waiter.continuation.resume(throwing: WebError.wornOut) }
  }

  /// An abandoned worker has come back: its memory is free, and a lost place is there again.
  private func takeBack(_ byteCount: Int) {
    let worker = WorkerThread()
    let next = state.withLock { state -> Waiter? in
      state.load.abandonedCount -= 1
      state.load.abandonedByteCount -= byteCount
      guard state.load.workerCount < limits.workerCount else { return nil }
      state.load.workerCount += 1
      state.load.running += 1
      return state.release(worker)
    }
    next?.continuation.resume(returning: worker)
  }
}
