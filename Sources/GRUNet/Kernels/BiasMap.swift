/// Where the blocks of one bias lie: in the flat parameters, and in a row that is padded slot by slot.
struct BiasMap {
  /// The first element in the flat parameters.
  let offset: Int
  /// The length of one gate's block.
  let blockSize: Int
  /// Which block each slot holds, from `firstSlot` on.
  let gates: [Int]
  /// The slot of the row that the first of `gates` belongs to.
  let firstSlot: Int

  init(_ entry: ParameterLayout.Entry, blockSize: Int, gates: [Int] = [0], firstSlot: Int = 0) {
    offset = entry.offset
    self.blockSize = blockSize
    self.gates = gates
    self.firstSlot = firstSlot
  }

  /// Adds the bias to a padded row.
  func add(_ parameters: UnsafePointer<Float>, to row: UnsafeMutablePointer<Float>) {
    forEachElement { flat, padded in row[padded] += parameters[flat] }
  }

  /// Adds a padded row of gradients to the flat gradient.
  func unpackGradient(_ row: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>) {
    forEachElement { index, padded in flat[index] += row[padded] }
  }

  private func forEachElement(_ body: (_ flat: Int, _ padded: Int) -> Void) {
    let units = Matrix.padded(blockSize)
    for (slot, gate) in gates.enumerated() {
      for unit in 0..<blockSize {
        body(offset + gate * blockSize + unit, (firstSlot + slot) * units + unit)
      }
    }
  }
}
