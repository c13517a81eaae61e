/// The packed recurrent weights of a cell.
struct CellWeights {
  /// The width of a slot: the hidden size, padded.
  let units: Int
  /// The place of each of the cell's recurrent products.
  let maps: [WeightMap]
  /// The packed weights of the network.
  let packed: UnsafePointer<Float>
}
