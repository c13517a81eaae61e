/// The blocks of an architecture, and the sizes of their packed weights and gradients.
struct Network: Sendable {
  /// The blocks from the input on; the last gives the logits.
  private(set) var blocks: [any Block] = []
  /// The floats that all packed weights take.
  private(set) var packedCount = 0
  /// The floats that one shard's gradients take.
  private(set) var gradientCount = 0
  /// The batch norms, in the order of their layers.
  private(set) var batchNorms: [BatchNormMap] = []
  /// Where the parameters lie that the blocks were made for.
  let layout: ParameterLayout

  init(_ architecture: Architecture, _ layout: ParameterLayout) {
    self.layout = layout
    appendConvolutions(architecture)
    for (index, layer) in architecture.layers.enumerated() {
      append(layer, index: index, epsilon: architecture.layerNormEpsilon)
    }
    append(architecture.pooling, of: architecture)
    append(DropoutBlock(rate: architecture.dropout, index: architecture.layers.count, actsOnSteps: false))
    append(dense("dense", outputSize: architecture.classCount))
  }

  private mutating func append(_ block: some Block) { blocks.append(block) }

  private mutating func appendConvolutions(_ architecture: Architecture) {
    guard let last = architecture.convolutions.last else { return }
    var geometry = ImageGeometry(bands: architecture.inputSize, timeFactor: architecture.inputPooling)
    append(ImageBlock(geometry: geometry))
    for (index, layer) in architecture.convolutions.enumerated() {
      let norm = batchNorm("bn.\(index)", layer)
      batchNorms.append(norm)
      append(
        ConvolutionBlock(
          layer: layer, geometry: geometry, map: convolutionMap(index: index), norm: norm))
      geometry = geometry.pooled(layer)
    }
    append(StepsBlock(geometry: geometry, channels: last.channelCount))
  }

  private mutating func append(_ layer: RecurrentLayer, index: Int, epsilon: Float) {
    switch layer.cell {
    case .gru: append(recurrent(layer, index: index, GRUCell.self))
    case .gruResetBefore: append(recurrent(layer, index: index, GRUResetBeforeCell.self))
    case .lstm: append(recurrent(layer, index: index, LSTMCell.self))
    }
    if layer.hasLayerNorm {
      append(layerNorm("norm.\(index)", width: layer.outputSize, epsilon: epsilon))
    }
    if layer.dropout > 0 {
      append(DropoutBlock(rate: layer.dropout, index: index, actsOnSteps: true))
    }
  }

  private mutating func append(_ pooling: Pooling, of architecture: Architecture) {
    switch pooling {
    case .last:
      append(LastPoolingBlock(forwardWidth: architecture.layers.last?.hiddenSize ?? 0))
    case .mean:
      append(MeanPoolingBlock())
    case .attention:
      append(attention(width: architecture.outputSize))
    case .attentionAndMean:
      let width = architecture.outputSize
      append(JoinedPoolingBlock(attention: attention(width: width), width: width))
    }
  }
}

extension Network {
  private mutating func recurrent<Cell: RecurrentCell>(
    _ layer: RecurrentLayer, index: Int, _ cell: Cell.Type
  ) -> RecurrentBlock<Cell> {
    let directions = (layer.isBidirectional ? ["", "_reverse"] : [""]).map { suffix in
      direction("rnn.\(index)", suffix, hiddenSize: layer.hiddenSize, cell)
    }
    return RecurrentBlock(hiddenSize: layer.hiddenSize, directions: directions)
  }

  private mutating func direction<Cell: RecurrentCell>(
    _ name: String, _ suffix: String, hiddenSize: Int, _ cell: Cell.Type
  ) -> RecurrentDirection<Cell> {
    let slots = Cell.slotCount * Matrix.padded(hiddenSize)
    return RecurrentDirection(
      input: weightMap("\(name).weight_ih_l0\(suffix)", hiddenSize, Cell.inputGates),
      recurrent: Cell.recurrentProducts.map {
        weightMap("\(name).weight_hh_l0\(suffix)", hiddenSize, $0.gates)
      },
      inputBias: BiasMap(
        entry("\(name).bias_ih_l0\(suffix)"), blockSize: hiddenSize, gates: Cell.inputGates),
      recurrentBiases: Cell.recurrentProducts.map {
        BiasMap(
          entry("\(name).bias_hh_l0\(suffix)"), blockSize: hiddenSize, gates: $0.gates,
          firstSlot: $0.firstSlot)
      },
      biasOffset: takePacked(slots), biasGradientOffset: takeGradient(slots), isReversed: !suffix.isEmpty)
  }

  private mutating func layerNorm(_ name: String, width: Int, epsilon: Float) -> LayerNormBlock {
    LayerNormBlock(
      width: width, epsilon: epsilon,
      weight: BiasMap(entry("\(name).weight"), blockSize: width),
      bias: BiasMap(entry("\(name).bias"), blockSize: width),
      packedOffset: takePacked(2 * Matrix.padded(width)),
      gradientOffset: takeGradient(2 * Matrix.padded(width)))
  }

  private mutating func attention(width: Int) -> AttentionPoolingBlock {
    AttentionPoolingBlock(
      hidden: dense("attention.hidden", outputSize: width),
      score: BiasMap(entry("attention.score.weight"), blockSize: width),
      scoreOffset: takePacked(Matrix.padded(width)), scoreGradientOffset: takeGradient(Matrix.padded(width)))
  }

  private mutating func dense(_ name: String, outputSize: Int) -> DenseBlock {
    DenseBlock(
      outputSize: outputSize, weight: weightMap("\(name).weight", outputSize, [0]),
      bias: BiasMap(entry("\(name).bias"), blockSize: outputSize),
      biasOffset: takePacked(Matrix.padded(outputSize)),
      biasGradientOffset: takeGradient(Matrix.padded(outputSize)))
  }

  private mutating func convolutionMap(index: Int) -> ConvolutionMap {
    ConvolutionMap(
      entry("conv.\(index).weight"), isFirst: index == 0, packed: &packedCount, gradient: &gradientCount)
  }

  private mutating func batchNorm(_ name: String, _ layer: ConvolutionLayer) -> BatchNormMap {
    BatchNormMap(
      weight: entry("\(name).weight"), bias: entry("\(name).bias"),
      runningMean: entry("\(name).running_mean"), runningVariance: entry("\(name).running_var"),
      epsilon: layer.normEpsilon, packedOffset: takePacked(BatchNormMap.packedCount(layer.channelCount)),
      gradientOffset: takeGradient(BatchNormMap.gradientCount(layer.channelCount)))
  }

  private mutating func weightMap(_ name: String, _ blockSize: Int, _ gates: [Int]) -> WeightMap {
    WeightMap(
      entry(name), blockSize: blockSize, gates: gates, packed: &packedCount, gradient: &gradientCount)
  }

  private mutating func takePacked(_ count: Int) -> Int {
    defer { packedCount += count }
    return packedCount
  }

  private mutating func takeGradient(_ count: Int) -> Int {
    defer { gradientCount += count }
    return gradientCount
  }

  private func entry(_ name: String) -> ParameterLayout.Entry {
    guard let entry = layout[name] else {
      preconditionFailure("the layout of another architecture: it has no parameter \(name)")
    }
    return entry
  }
}

extension Network {
  /// Brings all parameters into the order that the products read.
  func pack(_ parameters: UnsafePointer<Float>, into packed: FloatBuffer, backward: Bool) {
    for block in blocks { block.pack(parameters, into: packed.base, backward: backward) }
  }

  /// The logits of a shard's sequences, given their packed steps.
  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix {
    var output = input
    for block in blocks { output = block.forward(output, pass) }
    return output
  }

  /// Adds the gradients of all parameters, given that of the logits.
  func backward(_ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>) {
    var gradient = gradient
    for (index, block) in blocks.enumerated().reversed() {
      gradient = block.backward(gradient, pass, to: gradients, needsInput: index > 0)
    }
  }

  /// Adds summed shard gradients to a flat gradient in the order of the layout.
  func unpackGradient(_ gradients: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>) {
    for block in blocks { block.unpackGradient(gradients, into: flat) }
  }
}
