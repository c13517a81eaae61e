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
