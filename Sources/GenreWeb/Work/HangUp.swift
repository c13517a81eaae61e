import NIOCore
import Synchronization

/// Work that is of no use once its client has gone.
enum HangUp {
  /// Holds the task while it runs, and nothing afterwards: the connection may live on for many requests.
  private final class Running: Sendable {
    private let cancel = Mutex<(@Sendable () -> Void)?>(nil)

    func set(_ action: (@Sendable () -> Void)?) { cancel.withLock { $0 = action } }

    func stop() { cancel.withLock { $0 }?() }
  }

  /// Does work that is cancelled when the connection closes.
  static func cancelling<Value: Sendable>(
    on channel: any Channel, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await work() }
    let running = Running()
    running.set { task.cancel() }
    defer { running.set(nil) }
    channel.closeFuture.whenComplete { _ in running.stop() }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }
}
