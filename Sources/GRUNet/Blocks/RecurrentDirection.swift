internal import CGenreKernels

/// One direction of a recurrent layer: its weights, and the loops over time.
struct RecurrentDirection<Cell: RecurrentCell>: Sendable {
  /// The place of the input weights.
  let input: WeightMap
  /// The places of the recurrent weights, one a product of the cell.
  let recurrent: [WeightMap]
  /// The places of all biases, in a row of slots.
  let inputBias: BiasMap
  let recurrentBiases: [BiasMap]
  /// Where that row of biases lies among the packed weights.
  let biasOffset: Int
  /// Where the sums of the slots' gradients lie in a shard's gradients.
  let biasGradientOffset: Int
  /// Whether sequences are read from their ends.
  let isReversed: Bool

  var units: Int { input.units }
  var slots: Int { Cell.slotCount * units }

  /// Turns the record into gradients, adds those of the weights, and writes or adds that of the input.
  ///
  /// - Parameter gradient: of the hidden states; holds more than that afterwards
  func backward(
    _ run: RecurrentRun, input: Matrix, gradient: Matrix, _ pass: ShardPass,
    to gradients: UnsafeMutablePointer<Float>, inputGradient: Matrix?, adding: Bool
  ) {
    let zeros = pass.arena.zeros(rows: 2, width: slots)
    let carried = pass.arena.zeros(rows: pass.rows.rows, width: units)
    let weights = weights(in: pass)
    forEachStepBackward(run, zeros: zeros) { step, first, previous in
      let stepGradient = CellGradient(
        hidden: gradient.row(first.packed), hiddenRow: gradient.stride,
        previous: previous.map { gradient.row($0) } ?? zeros.row(1),
        previousRow: previous == nil ? 0 : gradient.stride,
        carried: carried.row(first.sequence), carriedRow: carried.stride)
      Cell.backward(step, stepGradient, weights)
    }
    addGradients(run, input: input, weights, to: gradients)
    guard let inputGradient else { return }
    self.input.backward(
      rows: input.rows, run.record.base, gradientRow: run.record.stride, to: inputGradient.base,
      outputRow: inputGradient.stride, adding: adding, packed: pass.packed)
  }

  private func addGradients(
    _ run: RecurrentRun, input: Matrix, _ weights: CellWeights, to gradients: UnsafeMutablePointer<Float>
  ) {
    let record = run.record
    self.input.addGradient(
      rows: input.rows, input.base, inputRow: input.stride, record.base, gradientRow: record.stride,
      to: gradients)
    Cell.addRecurrentGradients(run, weights, to: gradients)
    genre_net_add_column_sums(
      Int64(record.rows), Int64(biasedSlots * units), record.base, Int64(record.stride),
      gradients + biasGradientOffset)
  }

  /// The slots that any bias belongs to.
  private var biasedSlots: Int {
    max(Cell.inputGates.count, Cell.recurrentProducts.map { $0.firstSlot + $0.gates.count }.max() ?? 0)
  }

  /// Starts the slots that get a recurrent product alone from their biases.
  func fillRemainingSlots(of record: Matrix, from bias: UnsafePointer<Float>) {
    let first = Cell.inputGates.count * units
    let count = biasedSlots * units - first
    guard count > 0 else { return }
    for row in 0..<record.rows {
      (record.row(row) + first).update(from: bias + first, count: count)
    }
  }

  func weights(in pass: ShardPass) -> CellWeights {
    CellWeights(units: units, maps: recurrent, packed: pass.packed)
  }
}

extension RecurrentDirection {
  /// Calls `body` for the rows of every step, against the order of reading.
  ///
  /// Rows with and without a step before are handed out apart. `body` gets the step, its first row, and the
  /// packed row of the step before.
  private func forEachStepBackward(
    _ run: RecurrentRun, zeros: Matrix,
    _ body: (CellStep, _ first: (sequence: Int, packed: Int), _ previous: Int?) -> Void
  ) {
    let counts = run.rows.counts
    let offsets = run.rows.offsets
    for index in counts.indices {
      let time = isReversed ? index : counts.count - 1 - index
      let before = isReversed ? time + 1 : time - 1
      let count = counts[time]
      let continuing = counts.indices.contains(before) ? min(count, counts[before]) : 0
      if continuing > 0 {
        let step = step(run, first: offsets[time], rows: continuing, previous: offsets[before], zeros: zeros)
        body(step, (0, offsets[time]), offsets[before])
      }
      if continuing < count {
        let first = offsets[time] + continuing
        let step = step(run, first: first, rows: count - continuing, previous: nil, zeros: zeros)
        body(step, (continuing, first), nil)
      }
    }
  }

  private func step(
    _ run: RecurrentRun, first: Int, rows: Int, previous: Int?, zeros: Matrix
  ) -> CellStep {
    CellStep(
      rows: rows, hasPrevious: previous != nil, record: run.record.row(first), recordRow: run.record.stride,
      previousRecord: previous.map { run.record.row($0) } ?? zeros.base,
      previousRecordRow: previous == nil ? 0 : run.record.stride,
      hidden: run.hidden.row(first), hiddenRow: run.hidden.stride,
      previousHidden: previous.map { run.hidden.row($0) } ?? zeros.base,
      previousHiddenRow: previous == nil ? 0 : run.hidden.stride)
  }
}

extension RecurrentDirection {
  /// Packs the weights and the row of biases.
  func pack(_ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, backward: Bool) {
    for map in [input] + recurrent {
      map.pack(parameters, into: packed, backward: backward)
    }
    (packed + biasOffset).update(repeating: 0, count: slots)
    for bias in [inputBias] + recurrentBiases {
      bias.add(parameters, to: packed + biasOffset)
    }
  }

  /// Adds the shards' summed gradients to the flat gradient.
  func unpackGradient(_ gradients: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>) {
    for map in [input] + recurrent {
      map.unpackGradient(gradients, into: flat)
    }
    for bias in [inputBias] + recurrentBiases {
      bias.unpackGradient(gradients + biasGradientOffset, into: flat)
    }
  }
}
