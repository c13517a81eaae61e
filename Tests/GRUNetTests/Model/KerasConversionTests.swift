import Foundation
import GRUNet
import GenreTestSupport
import Testing

@Suite(
  "Networks converted from Keras",
  .enabled(if: TestPython.path != nil, "needs a Python with h5py: GENRE_PYTHON or .venv"))
struct KerasConversionTests {
  /// Converts an .h5 file and reads the result.
  static func convert(_ path: String, labels: String? = nil) throws -> (SequenceClassifier, SafetensorsFile) {
    let folder = try Scratch()
    let model = folder.path("model.safetensors")
    let result = try TestPython.tool(
      "convert/convert_keras.py", [path, model] + (labels.map { ["--labels", $0] } ?? []))
    try #require(result.status == 0, "\(result.output)")
    let file = try SafetensorsFile(path: model)
    let network = try SequenceClassifier(file: file)
    #expect(Set(file.entries.map(\.name)) == Set(network.parameters.layout.entries.map(\.name)))
    return (network, file)
  }

  /// The largest difference of the class probabilities from those expected.
  static func worst(_ network: SequenceClassifier, inputs: Tensor, expected: [Float]) throws -> Float {
    let batch = try SequenceBatch(
      values: inputs.values, stepCount: inputs.shape[1], featureCount: inputs.shape[2])
    let logits = try network.logits(for: batch)
    let classCount = logits.shape[1]
    var worst: Float = 0
    for row in stride(from: 0, to: logits.count, by: classCount) {
      let shares = logits.values[row..<row + classCount].map { exp($0) }
      let sum = shares.reduce(0, +)
      for column in 0..<classCount {
        worst = max(worst, abs(shares[column] / sum - expected[row + column]))
      }
    }
    return worst
  }

  @Test("small networks give what Keras gives", arguments: ["lstm", "gru", "gru_reset_before"])
  func small(name: String) throws {
    let (network, file) = try Self.convert("\(Golden.folder)/keras_\(name).h5", labels: "a b c")
    let golden = try Golden("keras_\(name)")
    let worst = try Self.worst(
      network, inputs: golden.file.tensor("inputs"), expected: golden.file.floats(of: "probabilities"))
    #expect(worst < 2e-6)
    #expect(file.metadata["labels"] == "[\"a\", \"b\", \"c\"]")
    #expect(file.metadata["format"] == "genre-model/1")
  }

  @Test("a wrong number of labels is refused")
  func labels() throws {
    let folder = try Scratch()
    let arguments = ["\(Golden.folder)/keras_lstm.h5", folder.path("m"), "--labels", "a b"]
    let result = try TestPython.tool("convert/convert_keras.py", arguments)
    #expect(result.status != 0)
    #expect(result.output.contains("2 labels were given for 3 outputs"))
    #expect(try folder.contents() == [])
  }

  @Test(
    "the original's published GRU gives what Keras gives, on all 24 segments",
    .enabled(if: TestData.has("seed-models/gru.h5"), "needs GENRE_DATA: seed-models/gru.h5"))
  func published() throws {
    let (network, file) = try Self.convert("\(TestData.folder)/seed-models/gru.h5")
    #expect(file.metadata["labels"]?.contains("\"jazz\", \"_stray\", \"metal\"") == true)
    #expect(network.architecture == .baseline(cell: .gru, inputSize: 13, classCount: 11))
    let segments = try TestData.numpyArray("seed-models/segments.npy")
    let expected = try TestData.numpyArray("seed-models/expected_gru.npy")
    #expect(segments.shape == [24, 130, 13] && expected.shape == [24, 11])
    let inputs = Tensor(shape: segments.shape, values: segments.values)
    let worst = try Self.worst(network, inputs: inputs, expected: expected.values)
    print("published GRU: largest difference from Keras \(worst)")
    #expect(worst < 1e-4)
  }
}
