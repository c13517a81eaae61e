/// Neighbouring steps whose records are filled, and then used, while they are in the cache.
struct StepBlock {
  /// Their places in the order of reading, from 0.
  let positions: Range<Int>
  /// Their packed rows.
  let rows: Range<Int>

  /// About so many bytes of records make a block: a part of the second-level cache, which weights have to share.
  private static let byteCount = 128 << 10

  /// The rows that make a block.
  ///
  /// - Parameter recordStride: the floats of one row of records
  static func rowCount(recordStride: Int) -> Int {
    byteCount / (MemoryLayout<Float>.stride * recordStride)
  }

  /// All steps, in the order of reading.
  ///
  /// - Parameter most: the rows of a block, unless a single step has more
  static func all(of rows: PackedRows, isReversed: Bool, most: Int) -> [StepBlock] {
    var blocks: [StepBlock] = []
    var (start, rowCount) = (0, 0)
    for position in rows.counts.indices {
      let count = rows.counts[isReversed ? rows.counts.count - 1 - position : position]
      if position > start, rowCount + count > most {
        blocks.append(StepBlock(start..<position, of: rows, isReversed))
        (start, rowCount) = (position, 0)
      }
      rowCount += count
    }
    if start < rows.counts.count {
      blocks.append(StepBlock(start..<rows.counts.count, of: rows, isReversed))
    }
    return blocks
  }

  private init(_ positions: Range<Int>, of rows: PackedRows, _ isReversed: Bool) {
    self.positions = positions
    let last = rows.counts.count - 1
    let (first, final) =
      isReversed
      ? (last - (positions.upperBound - 1), last - positions.lowerBound)
      : (positions.lowerBound, positions.upperBound - 1)
    self.rows = rows.offsets[first]..<rows.offsets[final] + rows.counts[final]
  }
}
