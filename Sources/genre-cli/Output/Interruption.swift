internal import GenreBase
import Synchronization

/// Handles Ctrl-C: the first press stops after the current step, the second ends the process.
struct Interruption {
  private static let requested = Atomic(false)

  /// Listens from now on.
  init() {
    signal(SIGINT) { _ in
      Self.requested.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
    Self.unblock()
  }

  /// Whoever started this process may have had the signal blocked, and a process inherits that.
  private static func unblock() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Whether somebody has asked for the end.
  var isRequested: Bool { Self.requested.load(ordering: .relaxed) }
}
