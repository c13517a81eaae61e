import Synchronization

/// The facts about a request, collected for its line in the log.
final class RequestRecord: Sendable {
  /// The facts; nothing of a file's content or name is among them.
  struct Facts: Sendable {
    var receivedByteCount = 0
    var models: [String] = []
    var soundSeconds: Double?
    var errorCode: String?
  }

  private let state = Mutex(Facts())

  var facts: Facts { state.withLock { $0 } }

  func noteReceived(_ byteCount: Int) { state.withLock { $0.receivedByteCount = byteCount } }

  func noteModels(_ names: [String]) { state.withLock { $0.models = names } }

  func noteSound(seconds: Double) { state.withLock { $0.soundSeconds = ($0.soundSeconds ?? 0) + seconds } }

  func noteError(_ code: String) { state.withLock { $0.errorCode = code } }
}
