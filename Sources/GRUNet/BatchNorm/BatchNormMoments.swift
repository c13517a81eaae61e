/// Sums over the pixels of a shard, two a channel.
struct BatchNormMoments {
  /// What was taken from every value before it was summed.
  let origin: UnsafeMutablePointer<Float>
  /// The sums of all channels, then those of squares or products.
  let sums: UnsafeMutablePointer<Double>

  init(_ pass: ShardPass, stride: Int) {
    origin = pass.arena.floats(stride)
    sums = pass.arena.doubles(2 * stride)
    sums.update(repeating: 0, count: 2 * stride)
  }
}
