internal import CGenreKernels

/// Layer norm over the features of each step (Ba, Kiros and Hinton 2016), with learned weight and bias.
struct LayerNormBlock: Block {
  /// The features of a step.
  let width: Int
  /// What is added to the variance.
  let epsilon: Float
  /// The places of the parameters.
  let weight: BiasMap
  let bias: BiasMap
  /// Where weight and bias lie one after the other, padded, among the packed weights.
  let packedOffset: Int
  /// Where their gradients lie, likewise.
  let gradientOffset: Int

  private var padded: Int { Matrix.padded(width) }

  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix {
    let output = pass.arena.matrix(rows: input.rows, width: width)
    let statistics = pass.arena.floats(2 * input.rows)
    let parameters = pass.packed + packedOffset
    genre_net_layer_norm_forward(
      Int64(input.rows), Int64(width), Int64(padded), input.base, Int64(input.stride), parameters,
      parameters + padded, epsilon, output.base, Int64(output.stride), statistics)
    pass.keep(input)
    pass.keep(Matrix(base: statistics, rows: input.rows, width: 2, stride: 2))
    return output
  }

  func backward(
    _ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>, needsInput: Bool
  ) -> Matrix {
    let statistics = pass.takeBack()
    let input = pass.takeBack()
    genre_net_layer_norm_backward(
      Int64(input.rows), Int64(width), Int64(padded), input.base, Int64(input.stride),
      pass.packed + packedOffset, statistics.base, gradient.base, Int64(gradient.stride),
      gradients + gradientOffset, gradients + gradientOffset + padded)
    return gradient
  }

  func pack(_ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, backward: Bool) {
    (packed + packedOffset).update(repeating: 0, count: 2 * padded)
    weight.add(parameters, to: packed + packedOffset)
    bias.add(parameters, to: packed + packedOffset + padded)
  }

  func unpackGradient(_ gradients: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>) {
    weight.unpackGradient(gradients + gradientOffset, into: flat)
    bias.unpackGradient(gradients + gradientOffset + padded, into: flat)
  }
}
