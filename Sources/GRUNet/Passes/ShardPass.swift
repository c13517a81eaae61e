/// One forward pass, and perhaps one backward pass, of one shard of a batch: its rows, its memory, and the tape
/// of what the blocks keep from forward for backward.
final class ShardPass {
  /// How the shard's sequences are laid out, as the block in hand reads them.
  var rows = PackedRows()
  /// How they were laid out at the input, where convolutions have shortened them since.
  private(set) var inputRows = PackedRows()
  /// The memory of the pass.
  let arena = Arena()
  /// The seed of this step's dropout, or nil for none.
  private(set) var dropoutSeed: UInt64?

  private var weights = FloatBuffer(count: 0)
  /// Whether a backward pass follows, and batch norm goes by the shard's own statistics.
  private(set) var isTraining = false
  private var tape: [Matrix] = []

  /// The packed weights of the network.
  var packed: UnsafePointer<Float> { UnsafePointer(weights.base) }

  /// Begins a new pass: everything from the last one is given back.
  ///
  /// - Parameters:
  ///   - weights: the packed weights of the network
  ///   - isTraining: whether a backward pass will follow
  ///   - dropoutSeed: the seed of this step's dropout, or nil for none
  func begin(weights: FloatBuffer, isTraining: Bool = false, dropoutSeed: UInt64? = nil) {
    arena.reset()
    tape.removeAll(keepingCapacity: true)
    self.weights = weights
    self.isTraining = isTraining
    self.dropoutSeed = dropoutSeed
  }

  /// Remembers how the rows are laid out, before anything shortens them.
  func rememberInputRows() {
    swap(&inputRows, &rows)
    shortenRows(by: 1)
  }

  /// Lays the rows out for sequences of one step where the input had so many.
  func shortenRows(by factor: Int) {
    rows.set(inputRows, shortenedBy: factor)
  }

  /// Keeps a matrix for the backward pass.
  func keep(_ matrix: Matrix) {
    if isTraining { tape.append(matrix) }
  }

  /// The matrix kept last that has not been taken back.
  func takeBack() -> Matrix {
    tape.removeLast()
  }
}
