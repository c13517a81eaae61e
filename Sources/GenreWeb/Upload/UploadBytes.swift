/// Bytes that grow as they come in, each counted against the budget before it is stored.
package struct UploadBytes: Sendable {
  package private(set) var bytes: [UInt8] = []
  private let share: MemoryBudget.Share
  /// Bytes that were asked of the allocator.
  private var capacity = 0
  /// Bytes that the budget was charged with.
  private var charged = 0

  /// - Parameter expectedCount: The most that will come, as the client declares it; nil where it does not.
  package init(share: MemoryBudget.Share, expectedCount: Int?) {
    self.share = share
    // Pages that nobody writes to take no memory: a declared length alone costs nothing, and no copy is ever needed.
    if let expectedCount {
      bytes.reserveCapacity(expectedCount)
      capacity = expectedCount
    }
  }

  package mutating func append(_ chunk: some Collection<UInt8>) throws(WebError) {
    let count = bytes.count + chunk.count
    if count > capacity { try grow(to: max(count, 2 * capacity, 1 << 16)) }
    if count > charged {
      let more = max(count - charged, min(1 << 16, capacity - charged))
      try share.take(more)
      charged += more
    }
    bytes.append(contentsOf: chunk)
  }

  /// While the bytes move, the old and the new place exist side by side.
  private mutating func grow(to newCapacity: Int) throws(WebError) {
    try share.take(newCapacity)
    bytes.reserveCapacity(newCapacity)
    share.giveBack(charged)
    (capacity, charged) = (newCapacity, newCapacity)
  }
}
