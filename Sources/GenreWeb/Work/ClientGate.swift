import Synchronization

/// Counts the uploads that each address has under way.
package final class ClientGate: Sendable {
  private let limit: Int?
  private let counts = Mutex<[String: Int]>([:])

  package init(limit: Int?) { self.limit = limit }

  /// Does work that counts as one upload of a client.
  ///
  /// - Throws: `WebError.tooManyFromClient` at once when the client has too many under way.
  package func run<Value>(
    client: String?, isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Value
  ) async throws -> Value {
    guard let limit, let client else { return try await work() }
    let isAdmitted = counts.withLock { counts in
      guard counts[client, default: 0] < limit else { return false }
      counts[client, default: 0] += 1
      return true
    }
    guard isAdmitted else { throw WebError.tooManyFromClient }
    defer {
      counts.withLock { counts in
        let left = counts[client, default: 1] - 1
        counts[client] = left > 0 ? left : nil
      }
    }
    return try await work()
  }
}
