internal import CGenreKernels

/// The attention's weighted mean followed by the plain mean.
struct JoinedPoolingBlock: Block {
  /// The first half.
  let attention: AttentionPoolingBlock
  /// The features of each half.
  let width: Int

  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix {
    let parts = [attention.forward(input, pass), MeanPoolingBlock().forward(input, pass)]
    let output = pass.arena.zeros(rows: pass.rows.rows, width: 2 * width)
    for row in 0..<output.rows {
      for (index, part) in parts.enumerated() {
        (output.row(row) + index * width).update(from: part.row(row), count: width)
      }
    }
    return output
  }

  func backward(
    _ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>, needsInput: Bool
  ) -> Matrix {
    let parts = [0, 1].map { index in
      let part = pass.arena.zeros(rows: gradient.rows, width: width)
      for row in 0..<part.rows {
        part.row(row).update(from: gradient.row(row) + index * width, count: width)
      }
      return part
    }
    let inputGradient = attention.backward(parts[0], pass, to: gradients, needsInput: true)
    let ofMean = MeanPoolingBlock().backward(parts[1], pass, to: gradients, needsInput: true)
    for row in 0..<inputGradient.rows {
      genre_net_add_scaled(Int64(inputGradient.paddedWidth), 1, ofMean.row(row), inputGradient.row(row))
    }
    return inputGradient
  }

  func pack(_ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, backward: Bool) {
    attention.pack(parameters, into: packed, backward: backward)
  }

  func unpackGradient(_ gradients: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>) {
    attention.unpackGradient(gradients, into: flat)
  }
}
