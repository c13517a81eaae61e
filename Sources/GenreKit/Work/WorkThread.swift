import Dispatch

internal import GenreBase

/// A thread of its own for a piece of work. Dispatch's queues will not do: on Linux they share their threads with Swift's
/// tasks, and start no more of them while as many as there are cores are busy.
enum WorkThread {
  private final class Body: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }

  /// Starts a thread that does the work and ends.
  static func run(_ work: @escaping @Sendable () -> Void) {
    let body = Unmanaged.passRetained(Body(work))
    guard !start(body.toOpaque()) else { return }
    // The system has no thread left: later, but not never.
    body.release()
    DispatchQueue.global().async(execute: work)
  }

  private static func start(_ body: UnsafeMutableRawPointer) -> Bool {
    #if canImport(Darwin)
      var thread: pthread_t?
      let status = pthread_create(&thread, nil, { WorkThread.main($0) }, body)
      if status == 0, let thread { pthread_detach(thread) }
    #else
      var thread = pthread_t()
      let status = pthread_create(&thread, nil, { $0.flatMap { WorkThread.main($0) } }, body)
      if status == 0 { pthread_detach(thread) }
    #endif
    return status == 0
  }

  private static func main(_ body: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Body>.fromOpaque(body).takeRetainedValue().work()
    return nil
  }
}
