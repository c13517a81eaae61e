import GRUNet

extension RecurrentCellKind {
  /// The cell's name in a text.
  package var title: String {
    switch self {
    case .gru: "GRU"
    case .gruResetBefore: "GRU (reset before)"
    case .lstm: "LSTM"
    }
  }
}
