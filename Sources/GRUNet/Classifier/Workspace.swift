import Dispatch

/// The memory and the threads of passes through a network, to be used again and again.
///
/// After the largest batch has been through once, a pass allocates next to nothing. A workspace serves any
/// classifier, one call at a time: it is not `Sendable`, and a second thread needs a second one.
///
/// Results do not depend on the number of threads: batches are cut into shards by their size and lengths alone,
/// and gradients are summed in the order of the shards.
public final class Workspace {
  /// The number of threads, including the calling one.
  public let threadCount: Int

  private var passes: [ShardPass]
  private var order: [Int] = []
  private var shardGradients: [FloatBuffer] = []
  private var packed = FloatBuffer(count: 0)
  private var packedArchitecture: Architecture?

  /// Creates an empty workspace.
  ///
  /// - Parameter threadCount: at least 1
  public init(threadCount: Int = 1) {
    precondition(threadCount >= 1, "a workspace needs at least one thread")
    self.threadCount = threadCount
    passes = (0..<threadCount).map { _ in ShardPass() }
  }
}

extension Workspace {
  /// The sequences of a shard are few enough to be quick on a core of its own, and many enough for the products
  /// to use each weight several times. Small batches are cut in two all the same.
  private static let rowsPerShard = 8
  /// Each shard of a training batch has gradients of its own; more would cost more to sum than they gain.
  private static let largestTrainingShardCount = 16

  /// Into how many shards a batch is cut.
  static func shardCount(batchCount: Int, isTraining: Bool) -> Int {
    let count = (batchCount + rowsPerShard - 1) / rowsPerShard
    return min(max(count, min(2, batchCount)), isTraining ? largestTrainingShardCount : .max)
  }

  /// Runs `body` for every shard of a batch, on up to `threadCount` threads.
  ///
  /// Sequences are dealt to the shards in the order of their lengths, so that shards are equally long.
  func forEachShard(
    of batch: SequenceBatch, isTraining: Bool, _ body: @Sendable (_ shard: Int, _ pass: ShardPass) -> Void
  ) {
    let count = Self.shardCount(batchCount: batch.batchCount, isTraining: isTraining)
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: 0..<batch.batchCount)
    order.sort { (batch.lengths[$1], $0) < (batch.lengths[$0], $1) }
    let workers = min(threadCount, count)
    let order = order
    // Workers share nothing but what they read: each has its own pass, and shards of its own.
    nonisolated(unsafe) let passes = passes
    @Sendable func work(_ worker: Int) {
      for shard in stride(from: worker, to: count, by: workers) {
        let pass = passes[worker]
        pass.rows.set(
          sequences: stride(from: shard, to: order.count, by: count).lazy.map { order[$0] },
          lengths: batch.lengths)
        body(shard, pass)
      }
    }
    if workers == 1 {
      work(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: workers) { work($0) }
    }
  }

  /// Memory for the packed weights of a network; its padding is zero.
  ///
  /// Networks of another architecture have their padding elsewhere, even where all their sizes are the same.
  func packedWeights(of network: Network, _ architecture: Architecture) -> FloatBuffer {
    if packedArchitecture != architecture {
      packed = FloatBuffer(count: network.packedCount)
      packedArchitecture = architecture
    }
    return packed
  }

  /// A buffer of zeros for each shard's gradients.
  func gradients(shardCount: Int, of network: Network) -> [FloatBuffer] {
    if shardGradients.first?.count ?? network.gradientCount != network.gradientCount { shardGradients = [] }
    while shardGradients.count < shardCount {
      shardGradients.append(FloatBuffer(count: network.gradientCount))
    }
    return shardGradients
  }
}
