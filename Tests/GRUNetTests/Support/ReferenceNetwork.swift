import Foundation
import GRUNet

/// The whole classifier in double precision, one sequence at a time, without any of the library's code but the
/// description of the network: the reference for logits, and by central differences for gradients.
struct ReferenceNetwork {
  let architecture: Architecture
  let layout: ParameterLayout
  var parameters: [Double]

  init(_ classifier: SequenceClassifier) {
    architecture = classifier.architecture
    layout = classifier.parameters.layout
    parameters = classifier.parameters.values.map(Double.init)
  }

  func parameter(_ name: String) -> ArraySlice<Double> {
    guard let entry = layout[name] else { preconditionFailure("no parameter \(name)") }
    return parameters[entry.range]
  }

  private func linear(_ weight: String, _ x: [Double], bias: String? = nil) -> [Double] {
    let rows = parameter(weight)
    let offsets = bias.map { Array(parameter($0)) }
    return (0..<(rows.count / x.count)).map { row in
      let start = rows.startIndex + row * x.count
      return x.indices.reduce(offsets?[row] ?? 0) { $0 + rows[start + $1] * x[$1] }
    }
  }

  private func recurrent(_ sequence: [[Double]], _ index: Int, _ layer: RecurrentLayer) -> [[Double]] {
    let directions = (layer.isBidirectional ? ["", "_reverse"] : [""]).map { suffix in
      let cell = ReferenceCell(
        kind: layer.cell, hiddenSize: layer.hiddenSize, inputSize: sequence[0].count,
        inputWeight: parameter("rnn.\(index).weight_ih_l0\(suffix)"),
        hiddenWeight: parameter("rnn.\(index).weight_hh_l0\(suffix)"),
        inputBias: parameter("rnn.\(index).bias_ih_l0\(suffix)"),
        hiddenBias: parameter("rnn.\(index).bias_hh_l0\(suffix)"))
      return cell.run(sequence, reversed: !suffix.isEmpty)
    }
    return sequence.indices.map { step in directions.flatMap { $0[step] } }
  }

  private func normalised(_ x: [Double], _ index: Int) -> [Double] {
    let (weight, bias) = (Array(parameter("norm.\(index).weight")), Array(parameter("norm.\(index).bias")))
    let mean = x.reduce(0, +) / Double(x.count)
    let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
    let scale = 1 / (variance + Double(architecture.layerNormEpsilon)).squareRoot()
    return x.indices.map { (x[$0] - mean) * scale * weight[$0] + bias[$0] }
  }

  private func mean(_ steps: [[Double]]) -> [Double] {
    steps[0].indices.map { unit in steps.reduce(0) { $0 + $1[unit] } / Double(steps.count) }
  }

  private func attended(_ steps: [[Double]]) -> [Double] {
    let score = Array(parameter("attention.score.weight"))
    let scores = steps.map { step in
      let hidden = linear("attention.hidden.weight", step, bias: "attention.hidden.bias")
      return zip(score, hidden).reduce(0) { $0 + $1.0 * tanh($1.1) }
    }
    let shares = scores.map { exp($0 - (scores.max() ?? 0)) }
    let sum = shares.reduce(0, +)
    return steps[0].indices.map { unit in
      zip(shares, steps).reduce(0) { $0 + $1.0 / sum * $1.1[unit] }
    }
  }

  private func pooled(_ steps: [[Double]]) -> [Double] {
    switch architecture.pooling {
    case .last:
      let size = architecture.layers.last?.hiddenSize ?? 0
      return Array(steps[steps.count - 1][..<size]) + steps[0][size...]
    case .mean: return mean(steps)
    case .attention: return attended(steps)
    case .attentionAndMean: return attended(steps) + mean(steps)
    }
  }

  /// The logits of one sequence, behind the convolutions.
  func logits(_ sequence: [[Double]]) -> [Double] {
    var steps = sequence
    for (index, layer) in architecture.layers.enumerated() {
      steps = recurrent(steps, index, layer)
      if layer.hasLayerNorm { steps = steps.map { normalised($0, index) } }
    }
    return linear("dense.weight", pooled(steps), bias: "dense.bias")
  }

  /// The logits of a batch [batch x classes]; in training batch norms go by the batch.
  func logits(_ batch: SequenceBatch, isTraining: Bool = true) -> [Double] {
    let sequences = (0..<batch.batchCount).map { Self.sequence($0, of: batch) }
    return convolved(sequences, isTraining: isTraining).flatMap { logits($0) }
  }

  /// The weighted mean cross-entropy of a batch.
  func loss(_ batch: SequenceBatch, targets: [Float], weights: [Float]) -> Double {
    let classCount = architecture.classCount
    var sum = 0.0
    let all = logits(batch)
    for row in 0..<batch.batchCount where weights[row] > 0 {
      let values = all[(row * classCount)..<((row + 1) * classCount)].map { $0 }
      let largest = values.max() ?? 0
      let logarithm = largest + log(values.reduce(0) { $0 + exp($1 - largest) })
      for column in 0..<classCount {
        sum +=
          Double(weights[row]) * Double(targets[row * classCount + column]) * (logarithm - values[column])
      }
    }
    return sum / Double(weights.reduce(0, +))
  }

  private static func sequence(_ row: Int, of batch: SequenceBatch) -> [[Double]] {
    (0..<batch.lengths[row]).map { step in
      let start = (row * batch.stepCount + step) * batch.featureCount
      return batch.values[start..<(start + batch.featureCount)].map(Double.init)
    }
  }
}
