import Synchronization

/// One piece of work on one worker. It ends with its result, or is given up: work that was cancelled and does not come
/// back within a grace period must hold up neither its client nor the end of the process.
final class Assignment<Value: Sendable>: Sendable {
  /// What became of the worker.
  enum Ending {
    /// The work has come back.
    case returned
    /// The work was cancelled and has not come back in time.
    case abandoned
    /// The work was given up and has come back after all.
    case returnedLate
  }

  private enum State {
    case prepared
    case running(Task<Void, Never>, CheckedContinuation<Value, any Error>)
    /// Cancelled before it began.
    case cancelled
    case ended
    case abandoned
  }

  private let grace: Duration
  private let onEnding: @Sendable (Ending) -> Void
  private let state = Mutex(State.prepared)
  /// Kept until it is taken to be done: what it holds must be free before the result is delivered.
  private let work: Mutex<(@Sendable () throws -> Value)?>

  /// - Parameters:
  ///   - work: What is to be done.
  ///   - grace: The time in which cancelled work must come back.
  ///   - onEnding: Told what became of the worker, before the result is delivered.
  init(
    _ work: @escaping @Sendable () throws -> Value, grace: Duration,
    onEnding: @escaping @Sendable (Ending) -> Void
  ) {
    self.work = Mutex(work)
    self.grace = grace
    self.onEnding = onEnding
  }

  /// Begins the work.
  func start(on worker: WorkerThread, _ continuation: CheckedContinuation<Value, any Error>) {
    let hasBegun = state.withLock { state in
      guard case .prepared = state else { return false }
      let task = Task(executorPreference: worker) { [self] in end(outcome()) }
      state = .running(task, continuation)
      return true
    }
    guard !hasBegun else { return }
    onEnding(.returned)
    continuation.resume(throwing: CancellationError())
  }

  /// Asks the work to end, and gives it up after the grace period.
  func cancel() {
    let task = state.withLock { state -> Task<Void, Never>? in
      switch state {
      case .prepared:
        state = .cancelled
        return nil
      case .running(let task, _): return task
      default: return nil
      }
    }
    guard let task else { return }
    task.cancel()
    Task.detached { [self] in
      try? await Task.sleep(for: grace)
      abandon()
    }
  }

  private func outcome() -> Result<Value, any Error> {
    let work = work.withLock { work in
      defer { work = nil }
      return work
    }
    return Result {
      try Task.checkCancellation()
      guard let work else { throw CancellationError() }
      return try work()
    }
  }

  private func end(_ result: Result<Value, any Error>) {
    guard let continuation = leave(to: .ended) else { return onEnding(.returnedLate) }
    onEnding(.returned)
    continuation.resume(with: result)
  }

  private func abandon() {
    guard let continuation = leave(to: .abandoned) else { return }
    onEnding(.abandoned)
    continuation.resume(throwing: CancellationError())
  }

  /// The one who waits, for whoever comes first: the end of the work or that of the grace period.
  private func leave(to next: State) -> CheckedContinuation<Value, any Error>? {
    state.withLock { state in
      guard case .running(_, let continuation) = state else { return nil }
      state = next
      return continuation
    }
  }
}
