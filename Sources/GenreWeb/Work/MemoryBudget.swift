import Synchronization

/// The bytes that all uploads together may take.
package final class MemoryBudget: Sendable {
  /// The most bytes.
  package let limit: Int
  private let used = Atomic<Int>(0)

  package init(limit: Int) { self.limit = limit }

  /// The bytes that are taken.
  package var usedByteCount: Int { used.load(ordering: .relaxed) }

  /// A share of the budget; what it holds goes back when it is released.
  package final class Share: Sendable {
    private let budget: MemoryBudget
    private let held = Atomic<Int>(0)

    package init(of budget: MemoryBudget) { self.budget = budget }

    deinit { budget.used.subtract(held.load(ordering: .relaxed), ordering: .relaxed) }

    /// Takes more.
    ///
    /// - Throws: `WebError.busy` when that is more than there is.
    package func take(_ byteCount: Int) throws(WebError) {
      let total = budget.used.add(byteCount, ordering: .relaxed).newValue
      guard total <= budget.limit else {
        budget.used.subtract(byteCount, ordering: .relaxed)
        throw .busy
      }
      held.add(byteCount, ordering: .relaxed)
    }

    /// Gives some back.
    package func giveBack(_ byteCount: Int) {
      held.subtract(byteCount, ordering: .relaxed)
      budget.used.subtract(byteCount, ordering: .relaxed)
    }
  }
}
