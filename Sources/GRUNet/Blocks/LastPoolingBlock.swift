/// The output of each sequence's last step; of a backward direction, which ends there, that of the first.
struct LastPoolingBlock: Block {
  /// The features that are taken from the last step; the others are taken from the first.
  let forwardWidth: Int

  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix {
    let output = pass.arena.zeros(rows: pass.rows.rows, width: input.width)
    forEachPart(pass.rows, width: input.width) { row, source, columns in
      (output.row(row) + columns.lowerBound)
        .update(from: input.row(source) + columns.lowerBound, count: columns.count)
    }
    return output
  }

  func backward(
    _ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>, needsInput: Bool
  ) -> Matrix {
    let inputGradient = pass.arena.zeros(rows: pass.rows.total, width: gradient.width)
    forEachPart(pass.rows, width: gradient.width) { row, source, columns in
      (inputGradient.row(source) + columns.lowerBound)
        .update(from: gradient.row(row) + columns.lowerBound, count: columns.count)
    }
    return inputGradient
  }

  private func forEachPart(
    _ rows: PackedRows, width: Int, _ body: (_ row: Int, _ source: Int, _ columns: Range<Int>) -> Void
  ) {
    for (row, length) in rows.lengths.enumerated() {
      body(row, rows.offsets[length - 1] + row, 0..<forwardWidth)
      if forwardWidth < width { body(row, row, forwardWidth..<width) }
    }
  }
}
