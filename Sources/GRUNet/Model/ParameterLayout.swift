/// The layout of a network's parameters in one flat array: names, shapes and offsets, in a fixed order.
///
/// The names are PyTorch's for a module with lists `conv` (of `nn.Conv2d`), `bn` (of `nn.BatchNorm2d`), `rnn` (of
/// `nn.GRU` or `nn.LSTM` of one layer each) and `norm`, and a `dense` linear layer:
///
/// - `conv.0.weight` [channels x input channels x 3 steps x 3 bands]: PyTorch's height is time, its width bands;
///   `bn.0.weight`, `bn.0.bias`, and the running statistics `bn.0.running_mean` and `bn.0.running_var` [channels]
/// - `rnn.0.weight_ih_l0` [gates * hidden x input], `rnn.0.weight_hh_l0` [gates * hidden x hidden],
///   `rnn.0.bias_ih_l0` and `rnn.0.bias_hh_l0` [gates * hidden]; the backward direction's end in `_reverse`
/// - `norm.0.weight` and `norm.0.bias` [output], for layers that have a layer norm
/// - `attention.hidden.weight` [D x D], `attention.hidden.bias` [D], `attention.score.weight` [1 x D]
/// - `dense.weight` [classes x pooled], `dense.bias` [classes]
///
/// The features that `rnn.0` reads behind convolutions are bands times channels, channels fastest: PyTorch's
/// `x.permute(0, 2, 3, 1).flatten(2)` of [batch x channels x steps x bands].
///
/// The blocks of a GRU's rows are reset, update, new (r, z, n), those of an LSTM's input, forget, cell,
/// output (i, f, g, o).
public struct ParameterLayout: Sendable, Hashable {
  /// The place of one parameter.
  public struct Entry: Sendable, Hashable {
    /// The parameter's name, as PyTorch has it.
    public let name: String
    /// The extents, row-major.
    public let shape: [Int]
    /// The index of its first element in the flat array.
    public let offset: Int
    /// The number of its elements.
    public let count: Int

    /// Whether it is learned from gradients: running statistics are not, and neither step nor decay.
    public var isTrained: Bool { !name.contains(".running_") }
    /// The indices of its elements in the flat array.
    public var range: Range<Int> { offset..<(offset + count) }
  }

  /// The parameters in the order of their offsets, without gaps.
  public let entries: [Entry]
  /// The length of the flat array.
  public let count: Int
  private let indices: [String: Int]

  /// Lays out the parameters of a network.
  ///
  /// - Throws: `invalidArchitecture` when the network cannot be built or has more than 2^28 parameters.
  public init(architecture: Architecture) throws(NetworkError) {
    try architecture.validate()
    var builder = Builder()
    builder.append(convolutions: architecture.convolutions)
    var inputSize = architecture.recurrentInputSize
    for (index, layer) in architecture.layers.enumerated() {
      builder.append(layer: layer, index: index, inputSize: inputSize)
      inputSize = layer.outputSize
    }
    builder.append(pooling: architecture.pooling, size: inputSize)
    builder.append("dense.weight", [architecture.classCount, architecture.pooledSize])
    builder.append("dense.bias", [architecture.classCount])
    guard builder.count <= Architecture.largestParameterCount else {
      throw NetworkError(
        .invalidArchitecture,
        "the network has \(builder.count) parameters, more than \(Architecture.largestParameterCount)")
    }
    entries = builder.entries
    count = builder.count
    indices = Dictionary(uniqueKeysWithValues: builder.entries.enumerated().map { ($1.name, $0) })
  }

  /// The place of a parameter, or nil where the network has none of that name.
  public subscript(name: String) -> Entry? {
    indices[name].map { entries[$0] }
  }
}

extension ParameterLayout {
  /// Appends parameters one after another.
  private struct Builder {
    var entries: [Entry] = []
    var count = 0

    mutating func append(_ name: String, _ shape: [Int]) {
      let size = shape.reduce(1, *)
      entries.append(Entry(name: name, shape: shape, offset: count, count: size))
      count += size
    }

    mutating func append(convolutions: [ConvolutionLayer]) {
      var inputs = 1
      for (index, layer) in convolutions.enumerated() {
        append("conv.\(index).weight", [layer.channelCount, inputs, 3, 3])
        for name in ["weight", "bias", "running_mean", "running_var"] {
          append("bn.\(index).\(name)", [layer.channelCount])
        }
        inputs = layer.channelCount
      }
    }

    mutating func append(layer: RecurrentLayer, index: Int, inputSize: Int) {
      let rows = layer.cell.gateCount * layer.hiddenSize
      for suffix in layer.isBidirectional ? ["", "_reverse"] : [""] {
        append("rnn.\(index).weight_ih_l0\(suffix)", [rows, inputSize])
        append("rnn.\(index).weight_hh_l0\(suffix)", [rows, layer.hiddenSize])
        append("rnn.\(index).bias_ih_l0\(suffix)", [rows])
        append("rnn.\(index).bias_hh_l0\(suffix)", [rows])
      }
      if layer.hasLayerNorm {
        append("norm.\(index).weight", [layer.outputSize])
        append("norm.\(index).bias", [layer.outputSize])
      }
    }

    mutating func append(pooling: Pooling, size: Int) {
      guard pooling.hasAttention else { return }
      append("attention.hidden.weight", [size, size])
      append("attention.hidden.bias", [size])
      append("attention.score.weight", [1, size])
    }
  }
}
