/// The gradient through mean and variance of an input x: offset + slope * x.
struct BatchNormSlopes {
  let offset: UnsafeMutablePointer<Float>
  let slope: UnsafeMutablePointer<Float>

  init(_ pass: ShardPass, stride: Int) {
    offset = pass.arena.floats(stride)
    slope = pass.arena.floats(stride)
    offset.update(repeating: 0, count: stride)
    slope.update(repeating: 0, count: stride)
  }
}
