/// The records and states of all steps of one direction.
struct RecurrentRun {
  /// The packed rows of all steps.
  let rows: PackedRows
  let isReversed: Bool
  let record: Matrix
  let hidden: Matrix
}

extension RecurrentRun {
  /// Adds the gradient of a recurrent product of the state before with the gradients in some slots.
  func addGradient(of map: WeightMap, firstSlot: Int, to gradients: UnsafeMutablePointer<Float>) {
    for link in rows.links {
      let (before, after) = isReversed ? (link.later, link.earlier) : (link.earlier, link.later)
      map.addGradient(
        rows: link.count, hidden.row(before), inputRow: hidden.stride,
        record.row(after) + firstSlot * map.units, gradientRow: record.stride, to: gradients)
    }
  }
}
