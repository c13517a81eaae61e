internal import CGenreKernels

/// A linear layer with a bias: `y = W x + b`.
struct DenseBlock: Block {
  /// The outputs.
  let outputSize: Int
  /// The place of the weights.
  let weight: WeightMap
  /// The place of the bias.
  let bias: BiasMap
  /// Where the padded bias lies among the packed weights.
  let biasOffset: Int
  /// Where its gradient lies.
  let biasGradientOffset: Int

  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix {
    let output = pass.arena.matrix(rows: input.rows, width: outputSize)
    weight.forward(
      rows: input.rows, input.base, inputRow: input.stride, to: output.base, outputRow: output.stride,
      initial: pass.packed + biasOffset, packed: pass.packed)
    pass.keep(input)
    return output
  }

  func backward(
    _ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>, needsInput: Bool
  ) -> Matrix {
    let input = pass.takeBack()
    weight.addGradient(
      rows: input.rows, input.base, inputRow: input.stride, gradient.base, gradientRow: gradient.stride,
      to: gradients)
    genre_net_add_column_sums(
      Int64(gradient.rows), Int64(gradient.paddedWidth), gradient.base, Int64(gradient.stride),
      gradients + biasGradientOffset)
    guard needsInput else { return gradient }
    let inputGradient = pass.arena.matrix(rows: input.rows, width: input.width)
    weight.backward(
      rows: input.rows, gradient.base, gradientRow: gradient.stride, to: inputGradient.base,
      outputRow: inputGradient.stride, adding: false, packed: pass.packed)
    return inputGradient
  }

  func pack(_ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, backward: Bool) {
    weight.pack(parameters, into: packed, backward: backward)
    (packed + biasOffset).update(repeating: 0, count: weight.units)
    bias.add(parameters, to: packed + biasOffset)
  }

  func unpackGradient(_ gradients: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>) {
    weight.unpackGradient(gradients, into: flat)
    bias.unpackGradient(gradients + biasGradientOffset, into: flat)
  }
}
