import Synchronization

/// Whether work on another thread should end: such a thread knows nothing of the caller's task.
package final class Cancellation: Sendable {
  private let isRequestedFlag = Atomic(false)

  /// Whether it was asked for.
  package var isRequested: Bool { isRequestedFlag.load(ordering: .relaxed) }

  /// Asks for it; for good.
  func request() { isRequestedFlag.store(true, ordering: .relaxed) }

  /// - Throws: ``GenreError`` with code `cancelled` if it was asked for, or the calling task is cancelled.
  func check() throws(GenreError) {
    if isRequested || Task.isCancelled { throw .cancelledTask }
  }
}
