internal import GenreBase
internal import CGenreKernels

/// A weighted mean of each sequence's outputs, the weights learned from the outputs themselves.
///
/// Yang et al., "Hierarchical attention networks for document classification" (2016), equations 5 to 7:
///
///     u_t = tanh(W y_t + b)    a = softmax over t of (v . u_t)    pooled = sum over t of a_t y_t
struct AttentionPoolingBlock: Block {
  /// W and b.
  let hidden: DenseBlock
  /// The place of v.
  let score: BiasMap
  /// Where v lies, padded, among the packed weights.
  let scoreOffset: Int
  /// Where its gradient lies.
  let scoreGradientOffset: Int

  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix {
    let rows = pass.rows
    let activated = hidden.forward(input, pass)
    let weights = pass.arena.matrix(rows: input.rows, width: 1)
    for row in 0..<input.rows {
      genre_net_tanh(Int64(activated.paddedWidth), activated.row(row), activated.row(row))
      weights.row(row)[0] = genre_net_dot(
        Int64(activated.paddedWidth), activated.row(row), pass.packed + scoreOffset)
    }
    let output = pass.arena.zeros(rows: rows.rows, width: input.width)
    for sequence in 0..<rows.rows {
      Self.softmax(weights, sequence, rows)
      for time in 0..<rows.lengths[sequence] {
        let row = rows.offsets[time] + sequence
        genre_net_add_scaled(
          Int64(input.paddedWidth), weights.row(row)[0], input.row(row), output.row(sequence))
      }
    }
    pass.keep(activated)
    pass.keep(weights)
    pass.keep(input)
    return output
  }

  func backward(
    _ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>, needsInput: Bool
  ) -> Matrix {
    let input = pass.takeBack()
    let weights = pass.takeBack()
    let activated = pass.takeBack()
    let scores = pass.arena.matrix(rows: input.rows, width: 1)
    for sequence in 0..<pass.rows.rows {
      Self.scoreGradients(weights, scores, input, gradient.row(sequence), sequence, pass.rows)
    }
    for row in 0..<input.rows {
      scoreBackward(activated.row(row), scores.row(row)[0], activated.paddedWidth, pass, to: gradients)
    }
    // `activated` now holds the gradient before its tanh.
    let inputGradient = hidden.backward(activated, pass, to: gradients, needsInput: true)
    for (time, count) in pass.rows.counts.enumerated() {
      for sequence in 0..<count {
        let row = pass.rows.offsets[time] + sequence
        genre_net_add_scaled(
          Int64(input.paddedWidth), weights.row(row)[0], gradient.row(sequence), inputGradient.row(row))
      }
    }
    return inputGradient
  }

  func pack(_ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, backward: Bool) {
    hidden.pack(parameters, into: packed, backward: backward)
    (packed + scoreOffset).update(repeating: 0, count: hidden.weight.units)
    score.add(parameters, to: packed + scoreOffset)
  }

  func unpackGradient(_ gradients: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>) {
    hidden.unpackGradient(gradients, into: flat)
    score.unpackGradient(gradients + scoreGradientOffset, into: flat)
  }

  /// The gradient of one step through its score: adds that of v, and replaces u by the one before its tanh.
  private func scoreBackward(
    _ activated: UnsafeMutablePointer<Float>, _ scoreGradient: Float, _ count: Int, _ pass: ShardPass,
    to gradients: UnsafeMutablePointer<Float>
  ) {
    genre_net_add_scaled(Int64(count), scoreGradient, activated, gradients + scoreGradientOffset)
    let vector = pass.packed + scoreOffset
    for unit in 0..<count {
      activated[unit] = scoreGradient * vector[unit] * (1 - activated[unit] * activated[unit])
    }
  }

  /// Turns the scores of one sequence's steps into weights that sum to 1.
  private static func softmax(_ weights: Matrix, _ sequence: Int, _ rows: PackedRows) {
    let steps = 0..<rows.lengths[sequence]
    var largest = -Float.infinity
    for time in steps { largest = max(largest, weights.row(rows.offsets[time] + sequence)[0]) }
    var sum: Float = 0
    for time in steps {
      let weight = weights.row(rows.offsets[time] + sequence)
      weight[0] = exp(weight[0] - largest)
      sum += weight[0]
    }
    for time in steps { weights.row(rows.offsets[time] + sequence)[0] /= sum }
  }

  /// The gradient of the scores of one sequence's steps: that of softmax.
  private static func scoreGradients(
    _ weights: Matrix, _ scores: Matrix, _ input: Matrix, _ gradient: UnsafePointer<Float>, _ sequence: Int,
    _ rows: PackedRows
  ) {
    let steps = 0..<rows.lengths[sequence]
    var mean: Float = 0
    for time in steps {
      let row = rows.offsets[time] + sequence
      scores.row(row)[0] = genre_net_dot(Int64(input.paddedWidth), gradient, input.row(row))
      mean += weights.row(row)[0] * scores.row(row)[0]
    }
    for time in steps {
      let row = rows.offsets[time] + sequence
      scores.row(row)[0] = weights.row(row)[0] * (scores.row(row)[0] - mean)
    }
  }
}
