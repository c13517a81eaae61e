/// Which gates one recurrent product computes, and where they go.
struct RecurrentProduct: Sendable {
  /// The first slot that the product adds to.
  let firstSlot: Int
  /// The gates, in PyTorch's order, of this slot and the next ones.
  let gates: [Int]
}
