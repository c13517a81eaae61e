public struct SequenceClassifier: Sendable { public let architecture: Architecture; public var parameters: ParameterSet
 public init(architecture: Architecture, parameters: ParameterSet) throws(NetworkError) { self.architecture = architecture; self.parameters = parameters }
 public func logits(for: SequenceBatch) throws(NetworkError) -> Tensor { Tensor(shape: [1,1]) } }
public struct TrainingHistory: Codable, Hashable, Sendable {}
