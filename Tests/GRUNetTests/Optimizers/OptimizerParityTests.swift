import GRUNet
import Testing

@Suite("Ten optimiser steps against PyTorch")
struct OptimizerParityTests {
  struct HyperParameters: Decodable {
    var labelSmoothing: Float
    var gradientClipNorm: Float
    var learningRate: Float
    var beta1: Float
    var beta2: Float
    var epsilon: Float
    var weightDecay: Float
    var decay: Optimizer.DecayedParameters
    var steps: Int
    var sharpnessRadius: Float

    func optimizer(_ kind: Optimizer.Kind) -> Optimizer {
      Optimizer(
        kind: kind, beta1: beta1, beta2: beta2, epsilon: epsilon,
        weightDecay: kind == .adam ? 0 : weightDecay, decayedParameters: decay)
    }
  }

  @Test("parameters agree", arguments: Golden.networks, Optimizer.Kind.allCases)
  func parity(name: String, kind: Optimizer.Kind) throws {
    let golden = try Golden(name)
    let hyper = try golden.json("hyperparameters", as: HyperParameters.self)
    var network = try golden.network()
    let inputs = try golden.file.tensor("inputs")
    let batch = try SequenceBatch(
      values: inputs.values, lengths: golden.file.integers(of: "lengths"), stepCount: inputs.shape[1],
      featureCount: inputs.shape[2])
    let targets = ClassTargets.probabilities(try golden.file.floats(of: "targets"))
    var state = OptimizerState(parameterCount: network.parameters.layout.count)
    for _ in 0..<hyper.steps {
      var gradient = [Float](repeating: 0, count: network.parameters.layout.count)
      let loss = try network.accumulateGradient(
        of: batch, targets: targets, labelSmoothing: hyper.labelSmoothing, into: &gradient)
      state.step(
        &network.parameters, gradients: gradient, optimizer: hyper.optimizer(kind),
        learningRate: hyper.learningRate, gradientClipNorm: hyper.gradientClipNorm)
      if let statistics = loss.batchStatistics { network.updateRunningStatistics(statistics) }
    }
    let expected = try ParameterSet(
      layout: network.parameters.layout, tensors: golden.tensors(kind == .adam ? "adam10" : "adamw10"))
    // Ten steps of 0.01 move a parameter by up to 0.1; the single-precision gradients account for the rest.
    let worst = zip(network.parameters.values, expected.values).map { abs($0 - $1) }.max() ?? .infinity
    #expect(worst < 1e-5)
  }

  @Test("sharpness-aware steps, taken by the trainer, agree", arguments: Golden.networks)
  func sharpnessAwareness(name: String) throws {
    let golden = try Golden(name)
    let hyper = try golden.json("hyperparameters", as: HyperParameters.self)
    let network = try golden.network()
    let data = try golden.sequences(classCount: network.architecture.classCount)
    var configuration = Trainer.Configuration()
    configuration.epochs = hyper.steps
    configuration.batchSize = data.count
    configuration.optimizer = hyper.optimizer(.adamW)
    configuration.learningRate = hyper.learningRate
    configuration.gradientClipNorm = hyper.gradientClipNorm
    configuration.labelSmoothing = hyper.labelSmoothing
    configuration.sharpnessRadius = hyper.sharpnessRadius
    let outcome = try Trainer(configuration: configuration).train(network, on: data)
    let expected = try ParameterSet(layout: network.parameters.layout, tensors: golden.tensors("sharp10"))
    let worst = zip(outcome.last.parameters.values, expected.values).map { abs($0 - $1) }.max() ?? .infinity
    #expect(worst < 1e-5)
  }
}
