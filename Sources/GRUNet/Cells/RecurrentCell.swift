/// A recurrent cell: which numbers it keeps of each step, and what it does in one step, forward and backward.
///
/// A step's record is a row of slots, one number a hidden unit in each. The products of all inputs fill the
/// first slots before the first step; each step adds its recurrent products and applies the gates in place.
/// Backward, the gates' slots become the gradients before their activations, again in place.
protocol RecurrentCell: Sendable {
  /// The slots of a record.
  static var slotCount: Int { get }
  /// The gate, in PyTorch's order, whose input product each of the first slots receives.
  static var inputGates: [Int] { get }
  /// The recurrent products: the first slot that each adds to, and the gates from there on.
  static var recurrentProducts: [RecurrentProduct] { get }

  /// One step: the state after it, `step.hidden`, from `step.record` and what was before.
  static func forward(_ step: CellStep, _ weights: CellWeights)

  /// The gradients before the activations, in place of the record; adds to the gradient of the state before.
  static func backward(_ step: CellStep, _ gradient: CellGradient, _ weights: CellWeights)

  /// Adds the gradients of the recurrent weights, once every step's backward is done.
  static func addRecurrentGradients(
    _ run: RecurrentRun, _ weights: CellWeights, to gradients: UnsafeMutablePointer<Float>)
}

/// Which gates one recurrent product computes, and where they go.
struct RecurrentProduct: Sendable {
  /// The first slot that the product adds to.
  let firstSlot: Int
  /// The gates, in PyTorch's order, of this slot and the next ones.
  let gates: [Int]
}

/// The packed recurrent weights of a cell.
struct CellWeights {
  /// The width of a slot: the hidden size, padded.
  let units: Int
  /// The place of each of the cell's recurrent products.
  let maps: [WeightMap]
  /// The packed weights of the network.
  let packed: UnsafePointer<Float>
}

/// The rows of one step that all have, or all lack, a step before.
struct CellStep {
  let rows: Int
  /// Whether there is a step before; if not, the pointers to it point to zeros and their strides are 0.
  let hasPrevious: Bool
  let record: UnsafeMutablePointer<Float>
  let recordRow: Int
  let previousRecord: UnsafePointer<Float>
  let previousRecordRow: Int
  let hidden: UnsafeMutablePointer<Float>
  let hiddenRow: Int
  let previousHidden: UnsafePointer<Float>
  let previousHiddenRow: Int
}

/// The gradients around one step.
struct CellGradient {
  /// Of the state after the step, complete.
  let hidden: UnsafePointer<Float>
  let hiddenRow: Int
  /// Of the state before, to be added to.
  let previous: UnsafeMutablePointer<Float>
  let previousRow: Int
  /// A slot for each sequence that a cell may carry from step to step, zero before the last step.
  let carried: UnsafeMutablePointer<Float>
  let carriedRow: Int
}

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
