internal import CGenreKernels

/// The gated recurrent unit of Cho et al. (2014), and of Keras with `reset_after=False`: the reset gate acts on
/// the state, before the recurrent product.
///
///     r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)
///     z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
///     n = tanh(W_in x + b_in + W_hn (r * h) + b_hn)
///     h' = (1 - z) * n + z * h
///
/// The parameters have PyTorch's names, shapes and order, though PyTorch has no such cell. Both biases of a
/// gate only ever act as their sum. Slots: r, z, n, and r * h, which the weights' gradients need.
enum GRUResetBeforeCell: RecurrentCell {
  static let slotCount = 4
  static let inputGates = [0, 1, 2]
  static let recurrentProducts = [
    RecurrentProduct(firstSlot: 0, gates: [0, 1]), RecurrentProduct(firstSlot: 2, gates: [2]),
  ]

  static func forward(_ step: CellStep, _ weights: CellWeights) {
    let (rows, units) = (Int64(step.rows), Int64(weights.units))
    if step.hasPrevious {
      weights.maps[0].forward(
        rows: step.rows, step.previousHidden, inputRow: step.previousHiddenRow,
        to: step.record, outputRow: step.recordRow, initial: nil, packed: weights.packed)
    }
    genre_net_gru_before_reset(
      rows, units, step.record, Int64(step.recordRow), step.previousHidden, Int64(step.previousHiddenRow))
    if step.hasPrevious {
      weights.maps[1].forward(
        rows: step.rows, step.record + 3 * weights.units, inputRow: step.recordRow,
        to: step.record + 2 * weights.units, outputRow: step.recordRow, initial: nil, packed: weights.packed)
    }
    genre_net_gru_before_update(
      rows, units, step.record, Int64(step.recordRow), step.previousHidden, Int64(step.previousHiddenRow),
      step.hidden, Int64(step.hiddenRow))
  }

  static func backward(_ step: CellStep, _ gradient: CellGradient, _ weights: CellWeights) {
    let (rows, units) = (Int64(step.rows), Int64(weights.units))
    let (recordRow, previousRow) = (Int64(step.recordRow), Int64(step.previousHiddenRow))
    genre_net_gru_before_update_backward(
      rows, units, step.record, recordRow, step.previousHidden, previousRow,
      gradient.hidden, Int64(gradient.hiddenRow), gradient.previous, Int64(gradient.previousRow))
    // The gradient of r * h passes through the slots of `carried`, and is not carried on.
    weights.maps[1].backward(
      rows: step.rows, step.record + 2 * weights.units, gradientRow: step.recordRow, to: gradient.carried,
      outputRow: gradient.carriedRow, adding: false, packed: weights.packed)
    genre_net_gru_before_reset_backward(
      rows, units, step.record, recordRow, step.previousHidden, previousRow,
      gradient.carried, Int64(gradient.carriedRow), gradient.previous, Int64(gradient.previousRow))
    guard step.hasPrevious else { return }
    weights.maps[0].backward(
      rows: step.rows, step.record, gradientRow: step.recordRow, to: gradient.previous,
      outputRow: gradient.previousRow, adding: true, packed: weights.packed)
  }

  static func addRecurrentGradients(
    _ run: RecurrentRun, _ weights: CellWeights, to gradients: UnsafeMutablePointer<Float>
  ) {
    run.addGradient(of: weights.maps[0], firstSlot: 0, to: gradients)
    weights.maps[1].addGradient(
      rows: run.record.rows, run.record.base + 3 * weights.units, inputRow: run.record.stride,
      run.record.base + 2 * weights.units, gradientRow: run.record.stride, to: gradients)
  }
}
