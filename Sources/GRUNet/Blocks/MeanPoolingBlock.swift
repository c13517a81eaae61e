internal import CGenreKernels

/// The mean of each sequence's outputs over its steps.
struct MeanPoolingBlock: Block {
  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix {
    let output = pass.arena.zeros(rows: pass.rows.rows, width: input.width)
    for (time, count) in pass.rows.counts.enumerated() {
      for row in 0..<count {
        genre_net_add_scaled(
          Int64(input.paddedWidth), 1 / Float(pass.rows.lengths[row]),
          input.row(pass.rows.offsets[time] + row), output.row(row))
      }
    }
    return output
  }

  func backward(
    _ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>, needsInput: Bool
  ) -> Matrix {
    let inputGradient = pass.arena.zeros(rows: pass.rows.total, width: gradient.width)
    for (time, count) in pass.rows.counts.enumerated() {
      for row in 0..<count {
        genre_net_add_scaled(
          Int64(gradient.paddedWidth), 1 / Float(pass.rows.lengths[row]), gradient.row(row),
          inputGradient.row(pass.rows.offsets[time] + row))
      }
    }
    return inputGradient
  }
}
