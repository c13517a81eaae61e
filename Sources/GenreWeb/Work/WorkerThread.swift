internal import GenreBase
import NIOPosix
import Synchronization

/// A thread that tasks prefer to run on, so that classifying a recording never holds up the threads that serve
/// connections.
///
/// Each worker is a pool of one thread, so that one that never returns can be replaced alone.
final class WorkerThread: TaskExecutor {
  private let pool = NIOThreadPool(numberOfThreads: 1)
  #if os(Linux)
    /// Valid as long as the pool is not shut down; 0 before the first job.
    private let thread = Atomic<pthread_t>(0)
    /// `SCHED_IDLE`, which the headers show to GNU sources alone.
    private static let idlePolicy: Int32 = 5
  #endif

  init() { pool.start() }

  /// Reached only when no job is left: each job holds its worker.
  deinit {
    pool.shutdownGracefully { _ in }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // Also run when the pool is being shut down: a task whose job is dropped would never end.
    pool.submit { [self] _ in
      noteThread()
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }

  /// Lets the thread run only when nothing else wants the processor, where the system can do that for one thread.
  func lowerPriority() {
    #if os(Linux)
      var parameters = sched_param()
      let thread = thread.load(ordering: .relaxed)
      if thread != 0 { _ = pthread_setschedparam(thread, Self.idlePolicy, &parameters) }
    #endif
  }

  private func noteThread() {
    #if os(Linux)
      thread.store(pthread_self(), ordering: .relaxed)
    #endif
  }
}
