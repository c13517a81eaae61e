/// A recurrent network that gives a sequence of feature vectors a logit for every class.
///
/// A value: copies share nothing that can change. See ``Architecture`` for what it is made of, and
/// ``ParameterLayout`` for the names and the order of its numbers.
public struct SequenceClassifier: Sendable {
  /// The architecture of the network.
  public let architecture: Architecture
  /// The network's numbers. The layout never changes; the values do in training.
  public var parameters: ParameterSet {
    didSet {
      precondition(parameters.layout == network.layout, "the architecture fixes the layout of parameters")
    }
  }
  let network: Network

  /// Creates a network with given parameters.
  ///
  /// - Throws: `invalidArchitecture` when it cannot be built, `invalidParameters` when they are not its own.
  public init(architecture: Architecture, parameters: ParameterSet) throws(NetworkError) {
    let layout = try ParameterLayout(architecture: architecture)
    guard parameters.layout == layout else {
      throw NetworkError(
        .invalidParameters, "the parameters belong to another architecture: their names or shapes differ")
    }
    self.architecture = architecture
    self.parameters = parameters
    network = Network(architecture, layout)
  }

  /// Checks that a batch is one for this network.
  func validate(_ batch: SequenceBatch) throws(NetworkError) {
    guard batch.featureCount == architecture.inputSize else {
      throw NetworkError(
        .invalidBatch,
        "the batch has \(batch.featureCount) features per step; the network reads \(architecture.inputSize)")
    }
  }
}
