/// Limits to the time of a piece of work.
package enum Deadline {
  /// Does work that is cancelled when a watch says so.
  ///
  /// - Parameters:
  ///   - watch: Ends by throwing, when the time is over.
  ///   - work: What is done meanwhile; cancelled when the watch throws.
  static func run<Value: Sendable>(
    watch: @escaping @Sendable () async throws -> Void, work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        try await watch()
        return nil
      }
      group.addTask { try await work() }
      defer { group.cancelAll() }
      while let value = try await group.next() {
        if let value { return value }
      }
      throw CancellationError()
    }
  }

  /// Does work that must end within a time.
  ///
  /// - Throws: `error` when it does not.
  package static func run<Value: Sendable>(
    within duration: Duration, otherwise error: WebError,
    work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await run(
      watch: {
        try await Task.sleep(for: duration)
        throw error
      }, work: work)
  }
}
