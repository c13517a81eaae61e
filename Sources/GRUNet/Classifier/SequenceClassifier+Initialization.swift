extension SequenceClassifier {
  /// Creates a network with random parameters, the same for the same seed, on every platform.
  ///
  /// As Keras does: input, dense and attention weights uniform in plus or minus `sqrt(6 / (inputs + outputs))`
  /// (Glorot and Bengio 2010), `outputs` being all rows of a matrix, gates included; recurrent weights with
  /// orthonormal columns (Saxe et al. 2014); biases 0, but 1 in `bias_ih` for the forget gates of LSTMs
  /// (Jozefowicz et al. 2015); weights of norms 1, running variances 1. Convolutions uniform in plus or minus
  /// `sqrt(6 / inputs)`, a kernel's nine places counted each (He et al. 2015).
  ///
  /// - Throws: `invalidArchitecture` when the network cannot be built.
  public init(architecture: Architecture, seed: UInt64) throws(NetworkError) {
    let layout = try ParameterLayout(architecture: architecture)
    var parameters = ParameterSet(layout: layout)
    var generator = RandomGenerator(seed: seed)
    for entry in layout.entries {
      let values = Self.initialValues(of: entry, architecture, &generator)
      parameters.values.replaceSubrange(entry.range, with: values)
    }
    self.architecture = architecture
    self.parameters = parameters
    network = Network(architecture, layout)
  }

  private static func initialValues(
    of entry: ParameterLayout.Entry, _ architecture: Architecture, _ generator: inout RandomGenerator
  ) -> [Float] {
    let name = entry.name
    if name.contains(".weight_hh_") {
      return orthogonal(rows: entry.shape[0], columns: entry.shape[1], &generator)
    }
    if entry.shape.count == 2 {
      return glorotUniform(rows: entry.shape[0], columns: entry.shape[1], &generator)
    }
    if entry.shape.count == 4 {
      let limit = (6 / Double(entry.count / entry.shape[0])).squareRoot()
      return (0..<entry.count).map { _ in Float((2 * generator.uniform() - 1) * limit) }
    }
    var values = [Float](repeating: 0, count: entry.count)
    if name.hasSuffix(".weight") || name.hasSuffix(".running_var") {
      values = values.map { _ in 1 }
    } else if name.contains(".bias_ih_"), isLSTM(name, architecture) {
      // The forget gate is the second of four.
      let block = entry.count / 4
      values.replaceSubrange(block..<(2 * block), with: repeatElement(1, count: block))
    }
    return values
  }

  /// Whether a parameter named `rnn.N...` belongs to an LSTM.
  private static func isLSTM(_ name: String, _ architecture: Architecture) -> Bool {
    let parts = name.split(separator: ".")
    guard parts.count > 1, let index = Int(parts[1]), architecture.layers.indices.contains(index) else {
      return false
    }
    return architecture.layers[index].cell == .lstm
  }

  private static func glorotUniform(rows: Int, columns: Int, _ generator: inout RandomGenerator) -> [Float] {
    let limit = (6 / Double(rows + columns)).squareRoot()
    return (0..<(rows * columns)).map { _ in Float((2 * generator.uniform() - 1) * limit) }
  }

  /// A matrix of `rows` >= `columns` with orthonormal columns: normal numbers, made orthogonal column by column
  /// (Gram and Schmidt, twice, which suffices for any precision).
  private static func orthogonal(rows: Int, columns: Int, _ generator: inout RandomGenerator) -> [Float] {
    var basis: [[Double]] = []
    while basis.count < columns {
      var column = (0..<rows).map { _ in generator.normal() }
      for _ in 0..<2 {
        for other in basis {
          let share = zip(column, other).reduce(0) { $0 + $1.0 * $1.1 }
          for row in 0..<rows { column[row] -= share * other[row] }
        }
      }
      let norm = column.reduce(0) { $0 + $1 * $1 }.squareRoot()
      // A column within the span of the others is all rounding error; draw again.
      if norm > 1e-6 { basis.append(column.map { $0 / norm }) }
    }
    return (0..<(rows * columns)).map { Float(basis[$0 % columns][$0 / columns]) }
  }
}
