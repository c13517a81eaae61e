/// A layer of a recurrent stack: the cell, then layer norm, then dropout.
public struct RecurrentLayer: Codable, Hashable, Sendable {
  /// The kind of cell.
  public var cell: RecurrentCellKind
  /// The units of the hidden state, in each direction.
  public var hiddenSize: Int
  /// Whether a second set of weights reads each sequence from its end; the outputs are concatenated, forward
  /// first.
  public var isBidirectional: Bool
  /// Whether the outputs of every step are normalised (Ba, Kiros and Hinton 2016) with a learned scale and
  /// shift.
  public var hasLayerNorm: Bool
  /// The share of outputs set to zero in training, 0 or more and less than 1, the others being scaled up.
  public var dropout: Float

  /// The features of one step of the output: the hidden size, twice that in both directions.
  public var outputSize: Int { isBidirectional ? 2 * hiddenSize : hiddenSize }

  /// Describes a layer.
  public init(
    cell: RecurrentCellKind, hiddenSize: Int, isBidirectional: Bool = false, hasLayerNorm: Bool = false,
    dropout: Float = 0
  ) {
    self.cell = cell
    self.hiddenSize = hiddenSize
    self.isBidirectional = isBidirectional
    self.hasLayerNorm = hasLayerNorm
    self.dropout = dropout
  }

  /// Reads a layer; everything but the cell and its size may be missing and has the default of `init`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      cell: try container.decode(RecurrentCellKind.self, forKey: .cell),
      hiddenSize: try container.decode(Int.self, forKey: .hiddenSize),
      isBidirectional: try container.decodeIfPresent(Bool.self, forKey: .isBidirectional) ?? false,
      hasLayerNorm: try container.decodeIfPresent(Bool.self, forKey: .hasLayerNorm) ?? false,
      dropout: try container.decodeIfPresent(Float.self, forKey: .dropout) ?? 0)
  }
}
