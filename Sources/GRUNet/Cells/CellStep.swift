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
