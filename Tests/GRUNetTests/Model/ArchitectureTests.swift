import Foundation
import GRUNet
import Testing

@Suite("Architecture and parameters")
struct ArchitectureTests {
  private func decode(_ json: String) throws -> Architecture {
    try JSONDecoder().decode(Architecture.self, from: Data(json.utf8))
  }

  @Test("what is missing in JSON takes defaults, what is unknown is ignored")
  func tolerantDecoding() throws {
    let read = try decode(
      #"{"inputSize":13,"classCount":10,"new":1,"layers":[{"cell":"gru","hiddenSize":8,"colour":"red"}]}"#)
    #expect(
      read
        == Architecture(
          inputSize: 13, layers: [RecurrentLayer(cell: .gru, hiddenSize: 8)], classCount: 10))
    #expect(read.layerNormEpsilon == 1e-3)
  }

  @Test("the keys of the format are the properties' names")
  func keys() throws {
    let architecture = Architecture(
      inputSize: 1, layers: [RecurrentLayer(cell: .gruResetBefore, hiddenSize: 2)],
      pooling: .attentionAndMean, classCount: 3)
    let encoded = try JSONEncoder().encode(architecture)
    let object = try #require(try JSONSerialization.jsonObject(with: encoded) as? [String: Any])
    #expect(
      Set(object.keys) == ["inputSize", "layers", "pooling", "dropout", "classCount", "layerNormEpsilon"])
    let layer = try #require((object["layers"] as? [[String: Any]])?.first)
    #expect(Set(layer.keys) == ["cell", "hiddenSize", "isBidirectional", "hasLayerNorm", "dropout"])
    #expect(layer["cell"] as? String == "gruResetBefore")
    #expect(object["pooling"] as? String == "attentionAndMean")
    #expect(try JSONDecoder().decode(Architecture.self, from: encoded) == architecture)
  }

  @Test("convolutions have keys and defaults of their own, and none where there are none")
  func convolutionKeys() throws {
    let read = try decode(
      #"{"inputSize":13,"classCount":2,"layers":[],"inputPooling":4,"convolutions":[{"channelCount":7,"bandPooling":3}]}"#
    )
    let layer = ConvolutionLayer(channelCount: 7, timePooling: 2, bandPooling: 3)
    #expect(read.convolutions == [layer] && read.inputPooling == 4 && read.stepsPerOutput == 8)
    #expect(layer.normEpsilon == 1e-5 && layer.normMomentum == 0.1)
    let encoded = try JSONEncoder().encode(read)
    let object = try #require(try JSONSerialization.jsonObject(with: encoded) as? [String: Any])
    let first = try #require((object["convolutions"] as? [[String: Any]])?.first)
    #expect(
      Set(first.keys) == ["channelCount", "timePooling", "bandPooling", "normEpsilon", "normMomentum"])
    #expect(try JSONDecoder().decode(Architecture.self, from: encoded) == read)
  }

  @Test("the convolutional network has PyTorch's names, shapes and number of parameters")
  func convolutionalLayout() throws {
    let architecture = Architecture.convolutional(bandCount: 64, classCount: 10)
    #expect(architecture.recurrentInputSize == 4 * 96 && architecture.stepsPerOutput == 8)
    let layout = try ParameterLayout(architecture: architecture)
    let convolutions = 9 * (32 + 32 * 64 + 64 * 64 + 64 * 96)
    let norms = 4 * (32 + 64 + 64 + 96)
    let recurrent = 2 * 192 * (384 + 64 + 2)
    #expect(layout.count == convolutions + norms + recurrent + 128 * 128 + 2 * 128 + 10 * 257)
    #expect(layout["conv.1.weight"]?.shape == [64, 32, 3, 3])
    #expect(layout["bn.3.running_var"]?.shape == [96] && layout["bn.3.running_var"]?.isTrained == false)
    #expect(layout["bn.3.weight"]?.isTrained == true && layout["conv.0.bias"] == nil)
    let parameters = try SequenceClassifier(architecture: architecture, seed: 1).parameters
    #expect(parameters["bn.2.running_var"]?.values.allSatisfy { $0 == 1 } == true)
    #expect(parameters["bn.2.running_mean"]?.values.allSatisfy { $0 == 0 } == true)
    #expect(parameters["bn.2.weight"]?.values.allSatisfy { $0 == 1 } == true)
    let limit = (6 / Float(9 * 32)).squareRoot()
    let weights = try #require(parameters["conv.1.weight"]).values
    #expect(weights.allSatisfy { abs($0) <= limit } && weights.contains { abs($0) > 0.99 * limit })
  }

  @Test("the baseline network has PyTorch's names, shapes and number of parameters")
  func layout() throws {
    let layout = try ParameterLayout(architecture: .baseline(cell: .gru, classCount: 10))
    // Two biases a gate: 3 h (i + h + 2) a layer, and a norm's 2 h.
    let expected = 384 * (13 + 128 + 2) + 256 + 192 * (128 + 64 + 2) + 128 + 96 * (64 + 32 + 2) + 330
    #expect(layout.count == expected)
    #expect(layout["rnn.1.weight_ih_l0"]?.shape == [192, 128])
    #expect(layout["rnn.2.bias_hh_l0"]?.shape == [96])
    #expect(layout["norm.0.weight"]?.shape == [128])
    #expect(layout["norm.2.weight"] == nil)
    #expect(layout["dense.weight"]?.shape == [10, 32])
    var next = 0
    for entry in layout.entries {
      #expect(entry.offset == next && entry.count == entry.shape.reduce(1, *))
      next += entry.count
    }
    #expect(next == layout.count)
  }

  static let invalid: [Architecture] = {
    let layer = RecurrentLayer(cell: .gru, hiddenSize: 4)
    func with(_ change: (inout Architecture) -> Void) -> Architecture {
      var architecture = Architecture(inputSize: 3, layers: [layer], classCount: 2)
      change(&architecture)
      return architecture
    }
    return [
      with { $0.layers = [] }, with { $0.inputSize = 0 }, with { $0.inputSize = .max },
      with { $0.classCount = -1 }, with { $0.dropout = 1 }, with { $0.dropout = .nan },
      with { $0.layers[0].hiddenSize = 0 }, with { $0.layers[0].hiddenSize = .max },
      with { $0.layers[0].dropout = -0.1 }, with { $0.layerNormEpsilon = 0 },
      with { $0.layerNormEpsilon = .infinity }, with { $0.layers = Array(repeating: layer, count: 1000) },
      with { $0.layers[0].hiddenSize = 1 << 16 },
      with { $0.convolutions = [ConvolutionLayer(channelCount: 0)] },
      with { $0.inputPooling = 2 },
      with {
        $0.convolutions = [ConvolutionLayer(channelCount: 1)]
        $0.inputPooling = 0
      },
      with {
        $0.convolutions = [ConvolutionLayer(channelCount: 1)]
        $0.inputPooling = 1 << 16
      },
      with { $0.convolutions = [ConvolutionLayer(channelCount: .max)] },
      with { $0.convolutions = [ConvolutionLayer(channelCount: 1, timePooling: 0)] },
      with { $0.convolutions = [ConvolutionLayer(channelCount: 1, bandPooling: -1)] },
      with { $0.convolutions = [ConvolutionLayer(channelCount: 1, bandPooling: .min)] },
      with { $0.convolutions = [ConvolutionLayer(channelCount: 1, normEpsilon: 0)] },
      with { $0.convolutions = [ConvolutionLayer(channelCount: 1, normMomentum: 2)] },
      with { $0.convolutions = [ConvolutionLayer(channelCount: 1, normMomentum: .nan)] },
      with {
        $0.convolutions = Array(repeating: ConvolutionLayer(channelCount: 1, timePooling: 1 << 16), count: 9)
      },
      with {
        $0.convolutions = [ConvolutionLayer(channelCount: 1 << 16, bandPooling: 1)]
      },
    ]
  }()

  @Test("what cannot be built is refused", arguments: invalid)
  func validation(architecture: Architecture) {
    let error = #expect(throws: NetworkError.self) {
      try SequenceClassifier(architecture: architecture, seed: 1)
    }
    #expect(error?.code == .invalidArchitecture)
  }

  @Test("parameters of another shape, or missing ones, are refused by name")
  func parameters() throws {
    let architecture = Architecture(
      inputSize: 3, layers: [RecurrentLayer(cell: .lstm, hiddenSize: 4)], classCount: 2)
    let classifier = try SequenceClassifier(architecture: architecture, seed: 1)
    let layout = classifier.parameters.layout
    var tensors = classifier.parameters.tensors
    #expect(try ParameterSet(layout: layout, tensors: tensors) == classifier.parameters)
    tensors["dense.bias"] = Tensor(shape: [1, 2])
    let misshapen = #expect(throws: NetworkError.self) { try ParameterSet(layout: layout, tensors: tensors) }
    #expect(misshapen?.code == .invalidParameters && misshapen?.message.contains("dense.bias") == true)
    tensors["dense.bias"] = nil
    #expect(throws: NetworkError.self) { try ParameterSet(layout: layout, tensors: tensors) }
    #expect(throws: NetworkError.self) { try ParameterSet(layout: layout, values: [1, 2, 3]) }
    let other = try ParameterLayout(architecture: .baseline(cell: .gru, classCount: 2))
    #expect(throws: NetworkError.self) {
      try SequenceClassifier(architecture: architecture, parameters: ParameterSet(layout: other))
    }
  }

  @Test("a parameter can be read and replaced by name")
  func subscripting() throws {
    var set = try ParameterSet(layout: ParameterLayout(architecture: .baseline(cell: .gru, classCount: 2)))
    set["dense.bias"] = Tensor(shape: [2], values: [3, 4])
    #expect(set["dense.bias"]?.values == [3, 4])
    #expect(Array(set.values.suffix(2)) == [3, 4])
    #expect(set["no.such"] == nil)
  }

  @Test("initial weights: Glorot's limits, orthonormal columns, forget biases of one")
  func initialization() throws {
    let classifier = try SequenceClassifier(architecture: .baseline(cell: .lstm, classCount: 10), seed: 5)
    let input = try #require(classifier.parameters["rnn.0.weight_ih_l0"]).values
    let limit = (6 / Float(512 + 13)).squareRoot()
    #expect(input.allSatisfy { abs($0) <= limit } && input.contains { abs($0) > 0.99 * limit })
    let recurrent = try #require(classifier.parameters["rnn.2.weight_hh_l0"])
    for a in 0..<32 {
      for b in 0...a {
        let dot = (0..<128).reduce(Float(0)) {
          $0 + recurrent.values[$1 * 32 + a] * recurrent.values[$1 * 32 + b]
        }
        #expect(abs(dot - (a == b ? 1 : 0)) < 1e-5)
      }
    }
    let bias = try #require(classifier.parameters["rnn.1.bias_ih_l0"]).values
    #expect(bias.enumerated().allSatisfy { $1 == ((64..<128).contains($0) ? 1 : 0) })
    #expect(classifier.parameters["norm.0.weight"]?.values.allSatisfy { $0 == 1 } == true)
  }
}
