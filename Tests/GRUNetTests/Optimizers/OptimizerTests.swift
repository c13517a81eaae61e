import GRUNet
import GenreTestSupport
import Testing

@Suite("Optimisers against their formulas")
struct OptimizerTests {
  /// One parameter vector of the sizes asked for: a dense layer's weight and bias are what varies.
  static func parameters(inputSize: Int, random: inout SeededGenerator) throws -> ParameterSet {
    let architecture = Architecture(
      inputSize: inputSize, layers: [RecurrentLayer(cell: .gru, hiddenSize: 5)], classCount: 3)
    var set = try ParameterSet(layout: ParameterLayout(architecture: architecture))
    set.values = random.floats(set.values.count)
    return set
  }

  /// Adam and AdamW in double precision, value by value.
  static func reference(
    _ optimizer: Optimizer, _ parameters: ParameterSet, gradients: [[Float]], rate: Double, clip: Double?
  ) -> [Double] {
    var values = parameters.values.map(Double.init)
    var first = [Double](repeating: 0, count: values.count)
    var second = first
    for (index, step) in gradients.enumerated() {
      let norm = step.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      let scale = clip.map { min(1, $0 / (norm + 1e-6)) } ?? 1
      let time = index + 1
      for entry in parameters.layout.entries {
        let decays = optimizer.decayedParameters == .all || entry.shape.count == 2
        let decay = decays ? Double(optimizer.weightDecay) : 0
        for i in entry.range {
          var g = Double(step[i]) * scale
          if optimizer.kind == .adam { g += decay * values[i] } else { values[i] *= 1 - rate * decay }
          first[i] = Double(optimizer.beta1) * first[i] + (1 - Double(optimizer.beta1)) * g
          second[i] = Double(optimizer.beta2) * second[i] + (1 - Double(optimizer.beta2)) * g * g
          let m = first[i] / (1 - power(Double(optimizer.beta1), time))
          let v = second[i] / (1 - power(Double(optimizer.beta2), time))
          values[i] -= rate * m / (v.squareRoot() + Double(optimizer.epsilon))
        }
      }
    }
    return values
  }

  static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }

  static let optimizers: [Optimizer] = [
    .adam, .adamW(weightDecay: 0.1), Optimizer(kind: .adam, weightDecay: 0.1, decayedParameters: .all),
    Optimizer(kind: .adamW, beta1: 0.8, beta2: 0.95, weightDecay: 0.3, decayedParameters: .all),
  ]

  @Test("twelve steps agree with double precision in odd sizes", arguments: optimizers, [1, 2, 6, 11])
  func steps(optimizer: Optimizer, inputSize: Int) throws {
    var random = SeededGenerator(seed: UInt64(inputSize))
    let start = try Self.parameters(inputSize: inputSize, random: &random)
    let gradients = (0..<12).map { _ in random.floats(start.values.count) }
    for clip in [nil, 0.5, 1000] as [Float?] {
      var parameters = start
      var state = OptimizerState(parameterCount: start.values.count)
      for step in gradients {
        state.step(
          &parameters, gradients: step, optimizer: optimizer, learningRate: 0.01, gradientClipNorm: clip)
      }
      let expected = Self.reference(
        optimizer, start, gradients: gradients, rate: Double(Float(0.01)), clip: clip.map(Double.init))
      let worst = zip(parameters.values, expected).map { abs(Double($0) - $1) }.max() ?? .infinity
      #expect(worst < 1e-6)
      #expect(state.stepCount == 12)
    }
  }

  @Test("the norm is that of all gradients together", arguments: [0, 1, 15, 16, 17, 1000])
  func norm(count: Int) {
    var random = SeededGenerator(seed: 3)
    let gradients = random.floats(count)
    let expected = gradients.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    #expect(abs(OptimizerState.globalNorm(gradients) - expected) <= 1e-12 * expected)
  }

  @Test("a gradient that is not finite changes nothing", arguments: [Float.nan, .infinity, -.infinity])
  func nonFinite(value: Float) throws {
    var random = SeededGenerator(seed: 5)
    var parameters = try Self.parameters(inputSize: 3, random: &random)
    let before = parameters
    var gradients = random.floats(parameters.values.count)
    gradients[17] = value
    var state = OptimizerState(parameterCount: gradients.count)
    let fresh = state
    let norm = state.step(&parameters, gradients: gradients, optimizer: .adam, learningRate: 0.1)
    #expect(!norm.isFinite)
    #expect(parameters == before && state == fresh)
  }

  @Test("the average forgets its beginning early and moves slowly later")
  func average() {
    var average = WeightAverage(decay: 0.9, values: [100, 0])
    var expected = 100.0
    for step in 1...200 {
      average.add([1, 0])
      let decay = min(0.9, Double(step) / Double(step + 9))
      expected = decay * expected + (1 - decay)
      #expect(abs(Double(average.values[0]) - expected) < 1e-4)
    }
    #expect(abs(average.values[0] - 1) < 1e-3 && average.values[1] == 0)
  }
}
