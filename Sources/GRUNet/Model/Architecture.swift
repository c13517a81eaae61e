/// The architecture of a network, apart from its parameters: convolution layers if there are any, a stack of recurrent
/// layers, pooling, dropout, and a dense layer with one logit per class.
///
/// Encoded as JSON in model files with its property names as keys; missing keys take the defaults of `init`,
/// and unknown ones are ignored, so that older and newer files can be read.
public struct Architecture: Codable, Hashable, Sendable {
  /// The features of one step of the input.
  public var inputSize: Int
  /// The convolution layers in front of the recurrent ones; none for most networks. They read a sequence as an
  /// image of one channel, steps by bands.
  public var convolutions: [ConvolutionLayer]
  /// The number of input steps averaged into one before the convolutions; 1 in a network without any. Steps at the end
  /// that do not fill a group are left out, unless there would be none at all.
  public var inputPooling: Int
  /// The recurrent layers, from the input on; at least one.
  public var layers: [RecurrentLayer]
  /// The pooling that turns the steps of the last layer into one vector.
  public var pooling: Pooling
  /// The share of the pooled features set to zero in training, before the dense layer.
  public var dropout: Float
  /// The classes, and so the logits.
  public var classCount: Int
  /// The value that layer norm adds to the variance. The default is Keras' 1e-3; PyTorch's is 1e-5.
  public var layerNormEpsilon: Float

  /// Describes a network.
  public init(
    inputSize: Int, convolutions: [ConvolutionLayer] = [], inputPooling: Int = 1, layers: [RecurrentLayer],
    pooling: Pooling = .last, dropout: Float = 0, classCount: Int, layerNormEpsilon: Float = 1e-3
  ) {
    self.inputSize = inputSize
    self.convolutions = convolutions
    self.inputPooling = inputPooling
    self.layers = layers
    self.pooling = pooling
    self.dropout = dropout
    self.classCount = classCount
    self.layerNormEpsilon = layerNormEpsilon
  }

  /// Reads an architecture, with the defaults of `init` for what is missing.
  ///
  /// What it describes is not checked here; see ``validate()``.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      inputSize: try container.decode(Int.self, forKey: .inputSize),
      convolutions: try container.decodeIfPresent([ConvolutionLayer].self, forKey: .convolutions) ?? [],
      inputPooling: try container.decodeIfPresent(Int.self, forKey: .inputPooling) ?? 1,
      layers: try container.decode([RecurrentLayer].self, forKey: .layers),
      pooling: try container.decodeIfPresent(Pooling.self, forKey: .pooling) ?? .last,
      dropout: try container.decodeIfPresent(Float.self, forKey: .dropout) ?? 0,
      classCount: try container.decode(Int.self, forKey: .classCount),
      layerNormEpsilon: try container.decodeIfPresent(Float.self, forKey: .layerNormEpsilon) ?? 1e-3)
  }

  /// Writes an architecture; what it has none of has no key, as before there were any.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(inputSize, forKey: .inputSize)
    if !convolutions.isEmpty { try container.encode(convolutions, forKey: .convolutions) }
    if inputPooling != 1 { try container.encode(inputPooling, forKey: .inputPooling) }
    try container.encode(layers, forKey: .layers)
    try container.encode(pooling, forKey: .pooling)
    try container.encode(dropout, forKey: .dropout)
    try container.encode(classCount, forKey: .classCount)
    try container.encode(layerNormEpsilon, forKey: .layerNormEpsilon)
  }

  private enum CodingKeys: String, CodingKey {
    case inputSize, convolutions, inputPooling, layers, pooling, dropout, classCount, layerNormEpsilon
  }

  /// The baseline network: recurrent layers of 128, 64 and 32 units with layer norm between them, and a dense layer on
  /// the last step.
  public static func baseline(cell: RecurrentCellKind, inputSize: Int = 13, classCount: Int) -> Architecture {
    Architecture(
      inputSize: inputSize,
      layers: [
        RecurrentLayer(cell: cell, hiddenSize: 128, hasLayerNorm: true),
        RecurrentLayer(cell: cell, hiddenSize: 64, hasLayerNorm: true),
        RecurrentLayer(cell: cell, hiddenSize: 32),
      ], classCount: classCount)
  }

  /// The features of one step after the last recurrent layer.
  public var outputSize: Int { layers.last?.outputSize ?? recurrentInputSize }

  /// The features that the dense layer sees.
  public var pooledSize: Int { pooling == .attentionAndMean ? 2 * outputSize : outputSize }
}
