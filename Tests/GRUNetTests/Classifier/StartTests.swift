import GRUNet
import Testing

/// Networks that begin with the parameters of others.
@Suite("Networks that begin with another's parameters")
struct StartTests {
  private let architecture = Architecture(
    inputSize: 3, layers: [RecurrentLayer(cell: .gru, hiddenSize: 5, hasLayerNorm: true)], classCount: 3)

  @Test("All layers are the other's; rows of classes move, and new ones are random")
  func rows() throws {
    let other = try SequenceClassifier.random(architecture, seed: 4)
    let made = try SequenceClassifier(
      startingFrom: other.parameters, architecture: architecture, classes: [2, nil, 0, 1], seed: 8)
    #expect(made.architecture.classCount == 4)
    for entry in other.parameters.layout.entries where !entry.name.hasPrefix("dense.") {
      #expect(made.parameters[entry.name] == other.parameters[entry.name], "\(entry.name)")
    }
    let batch = try SequenceBatch.random(lengths: [4, 2], featureCount: 3, seed: 9)
    let (mine, given) = (try made.logits(for: batch).values, try other.logits(for: batch).values)
    for row in 0..<2 {
      #expect(mine[4 * row] == given[3 * row + 2])
      #expect(mine[4 * row + 2] == given[3 * row] && mine[4 * row + 3] == given[3 * row + 1])
    }
    let fresh = try SequenceClassifier(
      startingFrom: other.parameters, architecture: architecture, classes: [2, nil, 0, 1], seed: 9)
    #expect(fresh.parameters != made.parameters)
  }

  @Test("Parameters of other layers are refused")
  func otherLayers() throws {
    let other = try SequenceClassifier.random(architecture, seed: 4)
    var wider = architecture
    wider.layers[0].hiddenSize = 6
    let error = #expect(throws: NetworkError.self) {
      try SequenceClassifier(startingFrom: other.parameters, architecture: wider, classes: [0, 1], seed: 1)
    }
    #expect(error?.code == .invalidParameters)
  }
}
