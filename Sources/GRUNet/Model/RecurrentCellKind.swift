/// The recurrent cells that a layer can be made of.
public enum RecurrentCellKind: String, Codable, Hashable, Sendable, CaseIterable {
  /// A gated recurrent unit whose reset gate acts after the recurrent product: `n = tanh(x + r * (W h + b))`.
  ///
  /// PyTorch's only form, and that of Keras with `reset_after=True`, its default.
  case gru
  /// A gated recurrent unit whose reset gate acts before the recurrent product: `n = tanh(x + W (r * h) + b)`.
  ///
  /// The form of the original paper (Cho et al. 2014), and of Keras with `reset_after=False`.
  case gruResetBefore
  /// A long short-term memory without peepholes (Hochreiter and Schmidhuber 1997; Gers et al. 2000).
  case lstm

  /// The gates, and so the blocks of rows in each weight matrix: three for a GRU (reset, update, new), four
  /// for an LSTM (input, forget, cell, output).
  public var gateCount: Int { self == .lstm ? 4 : 3 }
}
