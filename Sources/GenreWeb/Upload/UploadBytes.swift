/// Bytes that grow as they come in, each counted against the budget before it is stored.
package struct UploadBytes: Sendable {
  /// The least room that is asked of the allocator, where that many bytes can come.
  private static let minimumCapacity = WebConfiguration.largeBlockByteCount
  /// Bytes that the budget is charged with at a time.
  private static let step = 1 << 16

  package private(set) var bytes: [UInt8] = []
  private let share: MemoryBudget.Share
  private let limit: Int
  /// Bytes that were asked of the allocator.
  private var capacity = 0
  /// Bytes that the budget was charged with.
  private var charged = 0

  /// - Parameter limit: The most bytes that can come.
  package init(share: MemoryBudget.Share, limit: Int) {
    self.share = share
    self.limit = limit
  }

  package mutating func append(_ chunk: some Collection<UInt8>) throws(WebError) {
    let count = bytes.count + chunk.count
    if count > capacity { try grow(toHold: count) }
    if count > charged {
      let more = max(count - charged, min(Self.step, capacity - charged))
      try share.take(more)
      charged += more
    }
    bytes.append(contentsOf: chunk)
  }

  /// Says that nothing more will come: what was charged ahead goes back.
  package mutating func finish() {
    share.giveBack(charged - bytes.count)
    charged = bytes.count
  }

  /// The room is the limit, half of it, a quarter and so on. What moves, and for a moment exists twice, is then half of
  /// the new room at most: growing never takes more than the limit. Room that nobody has written to takes no memory and
  /// is not counted; it is not asked for long ahead either, for a declared length is but a claim.
  private mutating func grow(toHold count: Int) throws(WebError) {
    var room = max(limit, count)
    while room / 2 >= max(count, Self.minimumCapacity) { room /= 2 }
    let moved = bytes.count
    try share.take(moved)
    bytes.reserveCapacity(room)
    share.giveBack(moved)
    capacity = room
  }
}
