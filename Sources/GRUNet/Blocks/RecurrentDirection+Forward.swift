extension RecurrentDirection {
  /// Reads the sequences; returns the records of all steps and their hidden states. Records are undefined where no
  /// backward pass will follow.
  ///
  /// The input's product of some steps at a time is taken just before they are: as one product over all steps it
  /// would have left the cache before the last of them is reached. Where a backward pass follows, all records are
  /// kept, and one product was found to be as fast or faster.
  func forward(_ input: Matrix, _ pass: ShardPass) -> RecurrentRun {
    let stride = pass.arena.stride(width: slots)
    let most = pass.isTraining ? .max : StepBlock.rowCount(recordStride: stride)
    let blocks = StepBlock.all(of: pass.rows, isReversed: isReversed, most: most)
    let longest = blocks.reduce(0) { max($0, $1.rows.count) }
    // Without a backward pass two blocks' records take turns, because a step may read that of the one before.
    let record = pass.arena.matrix(rows: pass.isTraining ? input.rows : 2 * longest, width: slots)
    let hidden = pass.arena.matrix(rows: input.rows, width: units)
    let zeros = pass.arena.zeros(rows: 1, width: slots)
    let run = RecurrentRun(rows: pass.rows, isReversed: isReversed, record: record, hidden: hidden)
    var before: PreviousStep?
    for (index, block) in blocks.enumerated() {
      let first = pass.isTraining ? block.rows.lowerBound : index % 2 * longest
      let part = Matrix(
        base: record.row(first), rows: block.rows.count, width: slots, stride: record.stride)
      fill(part, from: input.row(block.rows.lowerBound), inputRow: input.stride, pass)
      read(block, run, record: part, zeros: zeros.base, weights(in: pass), before: &before)
    }
    return run
  }

  /// Starts records from the biases and the products of their inputs.
  private func fill(
    _ record: Matrix, from input: UnsafePointer<Float>, inputRow: Int, _ pass: ShardPass
  ) {
    let bias = pass.packed + biasOffset
    self.input.forward(
      rows: record.rows, input, inputRow: inputRow, to: record.base, outputRow: record.stride, initial: bias,
      packed: pass.packed)
    fillRemainingSlots(of: record, from: bias)
  }

  /// One step after the other; the rows with and without a step before apart.
  private func read(
    _ block: StepBlock, _ run: RecurrentRun, record: Matrix, zeros: UnsafePointer<Float>,
    _ weights: CellWeights, before: inout PreviousStep?
  ) {
    let (counts, offsets) = (run.rows.counts, run.rows.offsets)
    for position in block.positions {
      let time = isReversed ? counts.count - 1 - position : position
      let count = counts[time]
      let now = PreviousStep(
        rows: count, record: record.row(offsets[time] - block.rows.lowerBound),
        hidden: run.hidden.row(offsets[time]))
      let continuing = min(count, before?.rows ?? 0)
      if let before, continuing > 0 {
        Cell.forward(
          now.step(0..<continuing, recordRow: record.stride, hiddenRow: run.hidden.stride, after: before),
          weights)
      }
      if continuing < count {
        Cell.forward(
          now.step(
            continuing..<count, recordRow: record.stride, hiddenRow: run.hidden.stride, zeros: zeros),
          weights)
      }
      before = now
    }
  }
}
