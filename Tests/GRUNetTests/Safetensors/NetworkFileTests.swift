import GRUNet
import GenreTestSupport
import Testing

@Suite("Networks in files")
struct NetworkFileTests {
  static func network() throws -> SequenceClassifier {
    try SequenceClassifier(
      architecture: Architecture(
        inputSize: 3,
        layers: [RecurrentLayer(cell: .lstm, hiddenSize: 4, isBidirectional: true, hasLayerNorm: true)],
        pooling: .attentionAndMean, dropout: 0.1, classCount: 3), seed: 5)
  }

  @Test("a network comes back as it was, with what stood beside it")
  func roundTrip() throws {
    let folder = try Scratch()
    let network = try Self.network()
    try network.write(to: folder.path("n"), metadata: ["labels": "[\"a\"]", "architecture": "mine"])
    let file = try SafetensorsFile(path: folder.path("n"))
    let read = try SequenceClassifier(file: file)
    #expect(read.parameters == network.parameters && read.architecture == network.architecture)
    #expect(file.metadata["labels"] == "[\"a\"]")
    #expect(
      try Scratch.bytes(folder.path("n")).count == network.safetensors(metadata: file.metadata).count)
  }

  @Test("half the size costs no more than the rounding")
  func halfSize() throws {
    let network = try Self.network()
    let bytes = try network.safetensors(as: .float16)
    let read = try SequenceClassifier(file: SafetensorsFile(bytes: bytes))
    for (value, rounded) in zip(network.parameters.values, read.parameters.values) {
      #expect(abs(value - rounded) <= abs(value) * 0x1p-11 + 0x1p-25)
    }
  }

  @Test("a file that holds no such network is refused for what it lacks")
  func refused() throws {
    let network = try Self.network()
    var tensors = network.parameters.tensors
    let architecture = try #require(SafetensorsFile(bytes: network.safetensors()).metadata["architecture"])
    func code(_ tensors: [String: Tensor], _ metadata: [String: String]) throws -> NetworkError.Code? {
      let bytes = try Safetensors.encode(tensors, metadata: metadata)
      return #expect(throws: NetworkError.self) {
        try SequenceClassifier(file: SafetensorsFile(bytes: bytes))
      }?.code
    }
    #expect(try code(tensors, [:]) == .invalidFile)
    #expect(try code(tensors, ["architecture": "{"]) == .invalidFile)
    #expect(
      try code(tensors, ["architecture": "{\"inputSize\":3,\"layers\":[],\"classCount\":3}"])
        == .invalidArchitecture)
    // An architecture of nearly a gigabyte, for a file of some kilobytes.
    let huge = architecture.replacing("\"hiddenSize\":4", with: "\"hiddenSize\":4000")
    #expect(huge != architecture)
    #expect(try code(tensors, ["architecture": huge]) == .invalidParameters)
    tensors["dense.bias"] = Tensor(shape: [3], values: [0, .nan, 0])
    #expect(try code(tensors, ["architecture": architecture]) == .invalidParameters)
    tensors["dense.bias"] = Tensor(shape: [4])
    #expect(try code(tensors, ["architecture": architecture]) == .invalidParameters)
    tensors["dense.bias"] = nil
    #expect(try code(tensors, ["architecture": architecture]) == .invalidParameters)
  }
}
