internal import GenreBase
import NIOPosix
import ServiceLifecycle

/// Ends the process some time after it was told to stop, whatever its tasks and threads are doing.
struct LastResort: Service {
  let delay: Duration

  func run() async throws {
    try await gracefulShutdown()
    // A thread of its own: it must run also when all threads of tasks are held up.
    let pool = NIOThreadPool(numberOfThreads: 1)
    pool.start()
    let microseconds = UInt32(min(max(delay / .microseconds(1), 0), Double(UInt32.max)))
    pool.submit { _ in
      usleep(microseconds)
      _exit(0)
    }
  }
}
