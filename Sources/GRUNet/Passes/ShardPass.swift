/// One forward pass, and perhaps one backward pass, of one shard of a batch: its rows, its memory, and the tape
/// of what the blocks keep from forward for backward.
final class ShardPass {
  /// How the shard's sequences are laid out.
  var rows = PackedRows()
  /// The memory of the pass.
  let arena = Arena()
  /// The packed weights of the network.
  var packed = UnsafePointer<Float>(bitPattern: 64).unsafelyUnwrapped
  /// The shard's gradients, or nil where none are wanted and nothing need be kept.
  var gradients: UnsafeMutablePointer<Float>?
  /// The seed of this step's dropout, or nil for none.
  var dropoutSeed: UInt64?

  private var tape: [Matrix] = []

  /// Whether blocks must keep what their backward pass needs.
  var isTraining: Bool { gradients != nil }

  /// Begins a new pass: everything from the last one is given back.
  func begin() {
    arena.reset()
    tape.removeAll(keepingCapacity: true)
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
