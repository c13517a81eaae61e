// What GenreKit asks of GRUNet, with errors in its own words.

import GRUNet

extension SequenceClassifier {
  /// Creates a network with weights drawn by chance.
  package static func initialized(
    architecture: Architecture, seed: UInt64
  ) throws(GenreError) -> SequenceClassifier {
    try translating { () throws(NetworkError) in
      try SequenceClassifier(architecture: architecture, seed: seed)
    }
  }

  /// Creates a network that begins with the parameters of another; the classes may be others.
  package static func initialized(
    from other: ParameterSet, architecture: Architecture, classes: [Int?], seed: UInt64
  ) throws(GenreError) -> SequenceClassifier {
    try translating { () throws(NetworkError) in
      try SequenceClassifier(startingFrom: other, architecture: architecture, classes: classes, seed: seed)
    }
  }

  /// Reads a network of a model file.
  static func read(
    from file: SafetensorsFile, architecture: Architecture, prefix: String
  ) throws(GenreError) -> SequenceClassifier {
    do throws(NetworkError) {
      return try SequenceClassifier(file: file, architecture: architecture, prefix: prefix)
    } catch {
      throw GenreError(error.code == .inputOutput ? .unreadable : .invalidModel, error.message)
    }
  }
}

extension [PreparedClassifier] {
  /// The logits of each network for a batch of sequences of one length.
  ///
  /// - Parameters:
  ///   - values: [sequences x steps x features], row-major.
  ///   - stepCount: The steps of each sequence.
  ///   - featureCount: The features of each step.
  func logits(
    for values: [Float], stepCount: Int, featureCount: Int, workspace: Workspace
  ) throws(GenreError) -> [Tensor] {
    try translating { () throws(NetworkError) in
      let batch = try SequenceBatch(values: values, stepCount: stepCount, featureCount: featureCount)
      var logits: [Tensor] = []
      for network in self {
        logits.append(try network.logits(for: batch, workspace: workspace))
      }
      return logits
    }
  }
}

private func translating<Value>(_ work: () throws(NetworkError) -> Value) throws(GenreError) -> Value {
  do throws(NetworkError) { return try work() } catch {
    throw GenreError(error.code == .invalidArchitecture ? .invalidArgument : .invalidModel, error.message)
  }
}
