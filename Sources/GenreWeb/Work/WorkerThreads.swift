import NIOPosix

/// A fixed number of threads that tasks prefer to run on, so that hearing a recording never holds up the threads that
/// serve connections.
final class WorkerThreads: TaskExecutor {
  private let pool: NIOThreadPool

  init(count: Int) {
    pool = NIOThreadPool(numberOfThreads: count)
    pool.start()
  }

  deinit {
    pool.shutdownGracefully { _ in }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedTaskExecutor()
    // Also run when the pool is being shut down: a task whose job is dropped would never end.
    pool.submit { _ in job.runSynchronously(on: executor) }
  }
}
