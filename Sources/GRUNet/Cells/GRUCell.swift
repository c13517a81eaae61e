internal import CGenreKernels

/// The gated recurrent unit of PyTorch, and of Keras with `reset_after=True`: the reset gate acts on the
/// recurrent product, bias included (Cho et al. 2014, in the form of cuDNN).
///
///     r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)
///     z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
///     n = tanh(W_in x + b_in + r * (W_hn h + b_hn))
///     h' = (1 - z) * n + z * h
///
/// Slots: n (input part), r, z, n (recurrent part). So ordered, the three gates of the input are neighbours,
/// and so are the three of the state, though their new gates' parts must stay apart.
enum GRUCell: RecurrentCell {
  static let slotCount = 4
  static let inputGates = [2, 0, 1]
  static let recurrentProducts = [RecurrentProduct(firstSlot: 1, gates: [0, 1, 2])]

  static func forward(_ step: CellStep, _ weights: CellWeights) {
    if step.hasPrevious {
      weights.maps[0].forward(
        rows: step.rows, step.previousHidden, inputRow: step.previousHiddenRow,
        to: step.record + weights.units, outputRow: step.recordRow, initial: nil, packed: weights.packed)
    }
    genre_net_gru_forward(
      Int64(step.rows), Int64(weights.units), step.record, Int64(step.recordRow),
      step.previousHidden, Int64(step.previousHiddenRow), step.hidden, Int64(step.hiddenRow))
  }

  static func backward(_ step: CellStep, _ gradient: CellGradient, _ weights: CellWeights) {
    genre_net_gru_backward(
      Int64(step.rows), Int64(weights.units), step.record, Int64(step.recordRow),
      step.previousHidden, Int64(step.previousHiddenRow), gradient.hidden, Int64(gradient.hiddenRow),
      gradient.previous, Int64(gradient.previousRow))
    guard step.hasPrevious else { return }
    weights.maps[0].backward(
      rows: step.rows, step.record + weights.units, gradientRow: step.recordRow, to: gradient.previous,
      outputRow: gradient.previousRow, adding: true, packed: weights.packed)
  }

  static func addRecurrentGradients(
    _ run: RecurrentRun, _ weights: CellWeights, to gradients: UnsafeMutablePointer<Float>
  ) {
    run.addGradient(of: weights.maps[0], firstSlot: 1, to: gradients)
  }
}
