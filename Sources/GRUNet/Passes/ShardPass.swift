/// One forward pass, and perhaps one backward pass, of one shard of a batch: its rows, its memory, and the tape
/// of what the blocks keep from forward for backward.
final class ShardPass {
  /// How the shard's sequences are laid out.
  var rows = PackedRows()
  /// The memory of the pass.
  let arena = Arena()
  /// The seed of this step's dropout, or nil for none.
  private(set) var dropoutSeed: UInt64?

  private var weights = FloatBuffer(count: 0)
  private var keepsTape = false
  private var tape: [Matrix] = []

  /// The packed weights of the network.
  var packed: UnsafePointer<Float> { UnsafePointer(weights.base) }

  /// Begins a new pass: everything from the last one is given back.
  ///
  /// - Parameters:
  ///   - weights: the packed weights of the network
  ///   - keepsTape: whether a backward pass will follow
  ///   - dropoutSeed: the seed of this step's dropout, or nil for none
  func begin(weights: FloatBuffer, keepsTape: Bool = false, dropoutSeed: UInt64? = nil) {
    arena.reset()
    tape.removeAll(keepingCapacity: true)
    self.weights = weights
    self.keepsTape = keepsTape
    self.dropoutSeed = dropoutSeed
  }

  /// Keeps a matrix for the backward pass.
  func keep(_ matrix: Matrix) {
    if keepsTape { tape.append(matrix) }
  }

  /// The matrix kept last that has not been taken back.
  func takeBack() -> Matrix {
    tape.removeLast()
  }
}
