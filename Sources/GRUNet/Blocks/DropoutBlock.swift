internal import CGenreKernels

/// Dropout (Srivastava et al. 2014), scaled up in training so that nothing changes elsewhere.
///
/// Which features fall out is a hash of the step's seed, the block, the sequence's place in the batch, the time
/// step and the feature: however a batch is cut into shards, the choice is the same.
struct DropoutBlock: Block {
  /// The share of features set to zero.
  let rate: Float
  /// What tells this block's choices from those of others.
  let index: Int
  /// Whether the rows are steps, or whole sequences after pooling.
  let actsOnSteps: Bool

  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix {
    guard let seed = pass.dropoutSeed, rate > 0 else { return input }
    // A copy: the block before may have kept its output.
    let output = pass.arena.matrix(rows: input.rows, width: input.width)
    for row in 0..<input.rows {
      output.row(row).update(from: input.row(row), count: input.paddedWidth)
    }
    apply(to: output, seed: seed, pass.rows)
    return output
  }

  func backward(
    _ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>, needsInput: Bool
  ) -> Matrix {
    if let seed = pass.dropoutSeed, rate > 0 { apply(to: gradient, seed: seed, pass.rows) }
    return gradient
  }

  private func apply(to matrix: Matrix, seed: UInt64, _ rows: PackedRows) {
    let key = RandomGenerator.mixed(seed &+ RandomGenerator.mixed(UInt64(index + 1)))
    guard actsOnSteps else {
      for row in 0..<rows.rows { apply(to: matrix, row: row, key, sequence: rows.sequences[row], time: 0) }
      return
    }
    for (time, count) in rows.counts.enumerated() {
      for row in 0..<count {
        apply(to: matrix, row: rows.offsets[time] + row, key, sequence: rows.sequences[row], time: time)
      }
    }
  }

  private func apply(to matrix: Matrix, row: Int, _ key: UInt64, sequence: Int, time: Int) {
    let place = UInt64(sequence) << 32 | UInt64(time)
    let hash = RandomGenerator.mixed(key ^ RandomGenerator.mixed(place))
    // Of 2^32 hashes this many fall below: the rate, which is less than 1, so the product fits.
    let threshold = UInt32(Double(rate) * 0x1p32)
    genre_net_dropout(
      Int64(matrix.paddedWidth), matrix.row(row), UInt32(truncatingIfNeeded: hash), threshold, 1 / (1 - rate))
  }
}
