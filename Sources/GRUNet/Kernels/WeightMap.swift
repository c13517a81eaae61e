internal import CGenreKernels

/// Where one weight matrix lies: in the flat parameters, packed for the products, and in a shard's gradients.
///
/// The matrix is PyTorch's [gates * block x input]. Its blocks of rows become columns of the packed matrix in
/// the order of `gates`, each padded to whole vectors, so that a product leaves each gate in its own slot.
struct WeightMap {
  /// The first element in the flat parameters.
  let offset: Int
  /// The width of the input.
  let inputSize: Int
  /// The rows of one gate; for a plain linear map, the outputs.
  let blockSize: Int
  /// Which block of rows each slot of columns holds.
  let gates: [Int]
  /// Where the matrix lies packed for `forward`, [input x columns] in panels.
  let forwardOffset: Int
  /// Where it lies packed for `inputGradient`, [columns x input] in panels.
  let backwardOffset: Int
  /// Where its gradient lies in a shard's gradients, [input x columns].
  let gradientOffset: Int

  /// The width of one slot.
  var units: Int { Matrix.padded(blockSize) }
  /// The width of all slots.
  var columns: Int { gates.count * units }

  init(
    _ entry: ParameterLayout.Entry, blockSize: Int, gates: [Int], packed: inout Int, gradient: inout Int
  ) {
    offset = entry.offset
    inputSize = entry.shape[1]
    self.blockSize = blockSize
    self.gates = gates
    let columns = gates.count * Matrix.padded(blockSize)
    forwardOffset = packed
    packed += Self.panels(columns) * Self.panel * inputSize
    backwardOffset = packed
    packed += Self.panels(inputSize) * Self.panel * columns
    gradientOffset = gradient
    gradient += inputSize * columns
  }

  private static let panel = Int(GENRE_NET_PANEL)

  private static func panels(_ columns: Int) -> Int { (columns + panel - 1) / panel }
}

extension WeightMap {
  /// Packs the matrix for both directions. The padding was zero from the start and stays so.
  func pack(_ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, backward: Bool) {
    for (slot, gate) in gates.enumerated() {
      let weight = parameters + offset + gate * blockSize * inputSize
      genre_net_pack_transposed(
        Int64(blockSize), Int64(inputSize), weight, packed + forwardOffset, Int64(slot * units))
      if backward {
        genre_net_pack(
          Int64(blockSize), Int64(inputSize), weight, packed + backwardOffset, Int64(slot * units),
          Int64(columns))
      }
    }
  }

  /// output[:, first column on] = start + input . transpose(weight)
  ///
  /// - Parameter initial: a row to start from; where it is nil, the product is added to the output
  func forward(
    rows: Int, _ input: UnsafePointer<Float>, inputRow: Int, to output: UnsafeMutablePointer<Float>,
    outputRow: Int, initial: UnsafePointer<Float>?, packed: UnsafePointer<Float>
  ) {
    var product = genre_product_arguments()
    product.rows = Int64(rows)
    product.columns = Int64(columns)
    product.inner = Int64(inputSize)
    product.left = input
    product.left_row = Int64(inputRow)
    product.left_inner = 1
    product.right = packed + forwardOffset
    product.right_panel = Int64(Self.panel * inputSize)
    product.right_row = Int64(Self.panel)
    product.output = output
    product.output_row = Int64(outputRow)
    product.initial = initial
    product.start = initial == nil ? GENRE_START_OUTPUT : GENRE_START_ROW
    genre_net_product(&product)
  }

  /// inputGradient (+)= gradient . weight
  func backward(
    rows: Int, _ gradient: UnsafePointer<Float>, gradientRow: Int, to output: UnsafeMutablePointer<Float>,
    outputRow: Int, adding: Bool, packed: UnsafePointer<Float>
  ) {
    var product = genre_product_arguments()
    product.rows = Int64(rows)
    product.columns = Int64(Matrix.padded(inputSize))
    product.inner = Int64(columns)
    product.left = gradient
    product.left_row = Int64(gradientRow)
    product.left_inner = 1
    product.right = packed + backwardOffset
    product.right_panel = Int64(Self.panel * columns)
    product.right_row = Int64(Self.panel)
    product.output = output
    product.output_row = Int64(outputRow)
    product.start = adding ? GENRE_START_OUTPUT : GENRE_START_ZERO
    genre_net_product(&product)
  }

  /// Adds transpose(input) . gradient to the shard's gradients.
  func addGradient(
    rows: Int, _ input: UnsafePointer<Float>, inputRow: Int, _ gradient: UnsafePointer<Float>,
    gradientRow: Int, to gradients: UnsafeMutablePointer<Float>
  ) {
    var product = genre_product_arguments()
    product.rows = Int64(inputSize)
    product.columns = Int64(columns)
    product.inner = Int64(rows)
    product.left = input
    product.left_row = 1
    product.left_inner = Int64(inputRow)
    product.right = gradient
    product.right_panel = Int64(Self.panel)
    product.right_row = Int64(gradientRow)
    product.output = gradients + gradientOffset
    product.output_row = Int64(columns)
    product.start = GENRE_START_OUTPUT
    genre_net_product(&product)
  }

  /// Adds the shards' summed gradients to the flat gradient, back in PyTorch's order.
  func unpackGradient(_ gradients: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>) {
    for (slot, gate) in gates.enumerated() {
      genre_net_add_transposed(
        Int64(blockSize), Int64(inputSize), gradients + gradientOffset + slot * units, Int64(columns),
        flat + offset + gate * blockSize * inputSize)
    }
  }
}
