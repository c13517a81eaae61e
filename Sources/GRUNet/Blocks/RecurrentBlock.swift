/// A recurrent layer over any cell, in one direction or both.
struct RecurrentBlock<Cell: RecurrentCell>: Block {
  /// The units of the hidden state in each direction.
  let hiddenSize: Int
  /// The forward direction, and the backward one where there is one.
  let directions: [RecurrentDirection<Cell>]

  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix {
    pass.keep(input)
    let states = directions.map { direction in
      let run = direction.forward(input, pass)
      pass.keep(run.record)
      pass.keep(run.hidden)
      return run.hidden
    }
    if states.count == 1 {
      return Matrix(base: states[0].base, rows: input.rows, width: hiddenSize, stride: states[0].stride)
    }
    return joined(states, pass)
  }

  func backward(
    _ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>, needsInput: Bool
  ) -> Matrix {
    // The tape gives back the last direction's run first.
    let runs = directions.reversed().map { direction in
      let hidden = pass.takeBack()
      return RecurrentRun(
        rows: pass.rows, isReversed: direction.isReversed, record: pass.takeBack(), hidden: hidden)
    }.reversed()
    let input = pass.takeBack()
    let inputGradient =
      needsInput ? pass.arena.matrix(rows: input.rows, width: input.width) : nil
    for (index, (direction, run)) in zip(directions, runs).enumerated() {
      let part = directions.count == 1 ? gradient : share(gradient, index, pass)
      direction.backward(
        run, input: input, gradient: part, pass, to: gradients,
        inputGradient: inputGradient, adding: index > 0)
    }
    return inputGradient ?? gradient
  }

  func pack(_ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, backward: Bool) {
    for direction in directions { direction.pack(parameters, into: packed, backward: backward) }
  }

  func unpackGradient(_ gradients: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>) {
    for direction in directions { direction.unpackGradient(gradients, into: flat) }
  }

  /// The states of both directions side by side.
  private func joined(_ states: [Matrix], _ pass: ShardPass) -> Matrix {
    let output = pass.arena.zeros(rows: states[0].rows, width: states.count * hiddenSize)
    for row in 0..<output.rows {
      for (index, state) in states.enumerated() {
        (output.row(row) + index * hiddenSize).update(from: state.row(row), count: hiddenSize)
      }
    }
    return output
  }

  /// One direction's columns of a gradient, padded anew.
  private func share(_ gradient: Matrix, _ index: Int, _ pass: ShardPass) -> Matrix {
    let part = pass.arena.zeros(rows: gradient.rows, width: hiddenSize)
    for row in 0..<part.rows {
      part.row(row).update(from: gradient.row(row) + index * hiddenSize, count: hiddenSize)
    }
    return part
  }
}
