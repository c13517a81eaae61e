/// Where a step has left its records and states.
struct PreviousStep {
  /// How many sequences it had.
  let rows: Int
  /// The first row of its records.
  let record: UnsafeMutablePointer<Float>
  /// The first row of its states.
  let hidden: UnsafeMutablePointer<Float>

  /// Some of its rows, which all have a step before.
  func step(_ part: Range<Int>, recordRow: Int, hiddenRow: Int, after before: PreviousStep) -> CellStep {
    CellStep(
      rows: part.count, hasPrevious: true, record: record + part.lowerBound * recordRow, recordRow: recordRow,
      previousRecord: before.record + part.lowerBound * recordRow, previousRecordRow: recordRow,
      hidden: hidden + part.lowerBound * hiddenRow, hiddenRow: hiddenRow,
      previousHidden: before.hidden + part.lowerBound * hiddenRow, previousHiddenRow: hiddenRow)
  }

  /// Some of its rows, which all are the first of their sequences.
  func step(
    _ part: Range<Int>, recordRow: Int, hiddenRow: Int, zeros: UnsafePointer<Float>
  ) -> CellStep {
    CellStep(
      rows: part.count, hasPrevious: false, record: record + part.lowerBound * recordRow,
      recordRow: recordRow, previousRecord: zeros, previousRecordRow: 0,
      hidden: hidden + part.lowerBound * hiddenRow, hiddenRow: hiddenRow, previousHidden: zeros,
      previousHiddenRow: 0)
  }
}
