import Synchronization

internal import GenreBase

/// Threads for work that blocks, apart from those that Swift runs tasks on, and a limit to how many work at a time.
///
/// Work runs as part of the task that asks for it, so that it sees the task's cancellation. Who waits for a free thread
/// holds none, and leaves at once when cancelled.
final class WorkPool: TaskExecutor {
  /// The pool of the whole process: as many threads as there are cores.
  static let shared = WorkPool(limit: processorCount())

  private struct State {
    var freeCount: Int
    var nextNumber = 0
    /// In the order in which they came; each is told whether it may begin.
    var waiters: [(number: Int, continuation: CheckedContinuation<Bool, Never>)] = []
  }

  private let state: Mutex<State>

  /// - Parameter limit: The most pieces of work at a time, 1 or more.
  init(limit: Int) { state = Mutex(State(freeCount: max(1, limit))) }

  /// A thread for each piece of work: to start one takes a thousandth of what a recording takes.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    WorkThread.run { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// Does work on one of the pool's threads, as soon as one is free.
  ///
  /// - Throws: What the work throws; ``GenreError`` with code `cancelled` where the task is cancelled while it waits.
  @concurrent
  func run<Value: Sendable>(
    _ work: @Sendable () throws(GenreError) -> Value
  ) async throws(GenreError) -> Value {
    guard await begin() else { throw .cancelledTask }
    defer { end() }
    return try await withTaskExecutorPreference(self) { () async throws(GenreError) in try work() }
  }

  /// Waits for a free thread; false where the task was cancelled meanwhile.
  private func begin() async -> Bool {
    let number = state.withLock { state in
      state.nextNumber += 1
      return state.nextNumber
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { wait($0, number: number) }
    } onCancel: {
      leave(number)
    }
  }

  private func wait(_ continuation: CheckedContinuation<Bool, Never>, number: Int) {
    let mayBegin: Bool? = state.withLock { state in
      // Under the lock: whoever cancels from here on finds the waiter.
      if Task.isCancelled { return false }
      guard state.freeCount == 0 else {
        state.freeCount -= 1
        return true
      }
      state.waiters.append((number, continuation))
      return nil
    }
    if let mayBegin { continuation.resume(returning: mayBegin) }
  }

  private func leave(_ number: Int) {
    let waiter = state.withLock { state in
      state.waiters.firstIndex { $0.number == number }.map { state.waiters.remove(at: $0) }
    }
    waiter?.continuation.resume(returning: false)
  }

  /// Gives the thread to the one who has waited longest.
  private func end() {
    let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard state.waiters.isEmpty else { return state.waiters.removeFirst().continuation }
      state.freeCount += 1
      return nil
    }
    next?.resume(returning: true)
  }
}
