import Foundation
import GRUNet

/// Recurrent cells one number at a time, in double precision, from their formulas.
struct ReferenceCell {
  let kind: RecurrentCellKind
  let hiddenSize: Int
  let inputSize: Int
  let inputWeight: ArraySlice<Double>
  let hiddenWeight: ArraySlice<Double>
  let inputBias: ArraySlice<Double>
  let hiddenBias: ArraySlice<Double>

  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  private func product(_ weight: ArraySlice<Double>, row: Int, _ vector: [Double]) -> Double {
    let start = weight.startIndex + row * vector.count
    return vector.indices.reduce(0) { $0 + weight[start + $1] * vector[$1] }
  }

  private func fromInput(_ gate: Int, _ unit: Int, _ x: [Double]) -> Double {
    let row = gate * hiddenSize + unit
    return product(inputWeight, row: row, x) + inputBias[inputBias.startIndex + row]
  }

  private func fromState(_ gate: Int, _ unit: Int, _ h: [Double]) -> Double {
    let row = gate * hiddenSize + unit
    return product(hiddenWeight, row: row, h) + hiddenBias[hiddenBias.startIndex + row]
  }

  /// The state after one step; `cell` is the LSTM's second state.
  func step(_ x: [Double], hidden h: [Double], cell c: [Double]) -> (hidden: [Double], cell: [Double]) {
    let units = 0..<hiddenSize
    func gate(_ index: Int) -> [Double] {
      units.map { sigmoid(fromInput(index, $0, x) + fromState(index, $0, h)) }
    }
    if kind == .lstm {
      let (i, f, o) = (gate(0), gate(1), gate(3))
      let g = units.map { tanh(fromInput(2, $0, x) + fromState(2, $0, h)) }
      let after = units.map { f[$0] * c[$0] + i[$0] * g[$0] }
      return (units.map { o[$0] * tanh(after[$0]) }, after)
    }
    let (r, z) = (gate(0), gate(1))
    let reset = units.map { r[$0] * h[$0] }
    let n = units.map { unit in
      kind == .gru
        ? tanh(fromInput(2, unit, x) + r[unit] * fromState(2, unit, h))
        : tanh(fromInput(2, unit, x) + fromState(2, unit, reset))
    }
    return (units.map { (1 - z[$0]) * n[$0] + z[$0] * h[$0] }, c)
  }

  /// The states after every step of a sequence, read from its end where `reversed`.
  func run(_ sequence: [[Double]], reversed: Bool) -> [[Double]] {
    var state = (
      hidden: [Double](repeating: 0, count: hiddenSize), cell: [Double](repeating: 0, count: hiddenSize)
    )
    var states: [[Double]] = []
    for x in reversed ? sequence.reversed() : sequence {
      state = step(x, hidden: state.hidden, cell: state.cell)
      states.append(state.hidden)
    }
    return reversed ? states.reversed() : states
  }
}
