internal import CGenreKernels

/// The long short-term memory of Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000)
/// and without peepholes: that of PyTorch and Keras.
///
///     i = sigmoid(W_ii x + b_ii + W_hi h + b_hi)    f, o likewise
///     g = tanh(W_ig x + b_ig + W_hg h + b_hg)
///     c' = f * c + i * g
///     h' = o * tanh(c')
///
/// Slots: i, f, g, o, then c' and tanh(c').
enum LSTMCell: RecurrentCell {
  static let slotCount = 6
  static let inputGates = [0, 1, 2, 3]
  static let recurrentProducts = [RecurrentProduct(firstSlot: 0, gates: [0, 1, 2, 3])]
  private static let cellSlot = 4

  static func forward(_ step: CellStep, _ weights: CellWeights) {
    if step.hasPrevious {
      weights.maps[0].forward(
        rows: step.rows, step.previousHidden, inputRow: step.previousHiddenRow,
        to: step.record, outputRow: step.recordRow, initial: nil, packed: weights.packed)
    }
    genre_net_lstm_forward(
      Int64(step.rows), Int64(weights.units), step.record, Int64(step.recordRow),
      step.previousRecord + cellSlot * weights.units, Int64(step.previousRecordRow),
      step.hidden, Int64(step.hiddenRow))
  }

  static func backward(_ step: CellStep, _ gradient: CellGradient, _ weights: CellWeights) {
    genre_net_lstm_backward(
      Int64(step.rows), Int64(weights.units), step.record, Int64(step.recordRow),
      step.previousRecord + cellSlot * weights.units, Int64(step.previousRecordRow),
      gradient.hidden, Int64(gradient.hiddenRow), gradient.carried, Int64(gradient.carriedRow))
    guard step.hasPrevious else { return }
    weights.maps[0].backward(
      rows: step.rows, step.record, gradientRow: step.recordRow, to: gradient.previous,
      outputRow: gradient.previousRow, adding: true, packed: weights.packed)
  }

  static func addRecurrentGradients(
    _ run: RecurrentRun, _ weights: CellWeights, to gradients: UnsafeMutablePointer<Float>
  ) {
    run.addGradient(of: weights.maps[0], firstSlot: 0, to: gradients)
  }
}
