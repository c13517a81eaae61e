/// A layer of a network as it runs: a pair of passes over one shard.
///
/// What backward needs, forward keeps on the pass' tape; backward takes it back in the opposite order. A new
/// kind of layer is a new block, and nothing else changes.
protocol Block: Sendable {
  /// The outputs for `input`, whose rows are packed steps, or sequences after pooling.
  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix

  /// The gradient of the input, given that of the output, which may be overwritten. Adds the gradients of the
  /// block's parameters to the pass' gradients.
  ///
  /// - Parameter needsInput: whether the result will be used; where not, it may hold anything
  func backward(
    _ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>, needsInput: Bool
  ) -> Matrix

  /// Brings the block's parameters into the order its products read.
  func pack(
    _ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, backward: Bool)

  /// Adds the shards' summed gradients of the block's parameters to the flat gradient.
  func unpackGradient(_ gradients: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>)
}

extension Block {
  /// A block without parameters has nothing to pack.
  func pack(_ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, backward: Bool) {}

  /// A block without parameters has no gradients.
  func unpackGradient(_ gradients: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>) {}
}
