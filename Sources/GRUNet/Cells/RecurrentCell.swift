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
