import CGenreKernels
import Foundation
import GenreTestSupport
import Testing

/// The gates' arithmetic, forward and backward, of every instruction set, against formulas in double precision.
@Suite("Gate kernels")
struct GateTests {
  private static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  private struct Example {
    let rows: Int
    let units: Int
    var record: PaddedMatrix
    let previous: PaddedMatrix
    let gradient: PaddedMatrix
    var previousGradient: PaddedMatrix
    var hidden: PaddedMatrix

    init(rows: Int, units: Int, slots: Int) {
      var random = SeededGenerator(seed: UInt64(rows * 100 + units))
      self.rows = rows
      self.units = units
      let width = padded(units)
      record = PaddedMatrix(rows: rows, width: slots * width, extra: 16) { _, column in
        column % width < units ? random.floats(1, in: -3...3)[0] : 0
      }
      previous = PaddedMatrix(rows: rows, width: units, extra: 32) { _, _ in random.floats(1)[0] }
      gradient = PaddedMatrix(rows: rows, width: units) { _, _ in random.floats(1)[0] }
      previousGradient = PaddedMatrix(rows: rows, width: units) { _, _ in random.floats(1)[0] }
      hidden = PaddedMatrix(rows: rows, width: units, extra: 16)
    }

    /// The numbers of one unit in one row, slot by slot.
    func slots(_ row: Int, _ unit: Int) -> [Double] {
      stride(from: unit, to: record.width, by: padded(units)).map { Double(record[row, $0]) }
    }

    func forEachUnit(_ body: (Int, Int) -> Void) {
      for row in 0..<rows { for unit in 0..<units { body(row, unit) } }
    }
  }

  private func expectClose(_ values: [Double], _ expected: [Double], _ place: Comment) {
    for (value, reference) in zip(values, expected) {
      #expect(abs(value - reference) < 2e-6, place)
    }
  }

  @Test("GRU, reset after", arguments: KernelVariant.all, oddSizes)
  func gru(variant: KernelVariant, units: Int) {
    for rows in [1, 3] {
      var example = Example(rows: rows, units: units, slots: 4)
      let before = example
      let width = Int64(padded(units))
      variant.kernels.pointee.gru_forward(
        Int64(rows), width, &example.record.values, Int64(example.record.stride), example.previous.values,
        Int64(example.previous.stride), &example.hidden.values, Int64(example.hidden.stride))
      variant.kernels.pointee.gru_backward(
        Int64(rows), width, &example.record.values, Int64(example.record.stride), example.previous.values,
        Int64(example.previous.stride), example.gradient.values, Int64(example.gradient.stride),
        &example.previousGradient.values, Int64(example.previousGradient.stride))
      #expect(example.hidden.paddingIsZero && example.previousGradient.paddingIsZero)
      example.forEachUnit { row, unit in
        let slot = before.slots(row, unit)
        let (r, z) = (Self.sigmoid(slot[1]), Self.sigmoid(slot[2]))
        let n = tanh(slot[0] + r * slot[3])
        let h = Double(before.previous[row, unit])
        let dh = Double(before.gradient[row, unit])
        let dn = dh * (1 - z) * (1 - n * n)
        expectClose([Double(example.hidden[row, unit])], [(1 - z) * n + z * h], "state")
        expectClose(
          example.slots(row, unit), [dn, dn * slot[3] * r * (1 - r), dh * (h - n) * z * (1 - z), dn * r],
          "gradients")
        expectClose(
          [Double(example.previousGradient[row, unit])],
          [Double(before.previousGradient[row, unit]) + dh * z], "carried")
      }
    }
  }

  @Test("LSTM", arguments: KernelVariant.all, oddSizes)
  func lstm(variant: KernelVariant, units: Int) {
    for rows in [1, 3] {
      var example = Example(rows: rows, units: units, slots: 6)
      let before = example
      let width = Int64(padded(units))
      variant.kernels.pointee.lstm_forward(
        Int64(rows), width, &example.record.values, Int64(example.record.stride), example.previous.values,
        Int64(example.previous.stride), &example.hidden.values, Int64(example.hidden.stride))
      variant.kernels.pointee.lstm_backward(
        Int64(rows), width, &example.record.values, Int64(example.record.stride), example.previous.values,
        Int64(example.previous.stride), example.gradient.values, Int64(example.gradient.stride),
        &example.previousGradient.values, Int64(example.previousGradient.stride))
      #expect(example.hidden.paddingIsZero)
      example.forEachUnit { row, unit in
        let slot = before.slots(row, unit)
        let (i, f, g, o) = (
          Self.sigmoid(slot[0]), Self.sigmoid(slot[1]), tanh(slot[2]), Self.sigmoid(slot[3])
        )
        let c0 = Double(before.previous[row, unit])
        let c = f * c0 + i * g
        let dh = Double(before.gradient[row, unit])
        let dc = Double(before.previousGradient[row, unit]) + dh * o * (1 - tanh(c) * tanh(c))
        expectClose([Double(example.hidden[row, unit])], [o * tanh(c)], "state")
        expectClose(
          example.slots(row, unit),
          [
            dc * g * i * (1 - i), dc * c0 * f * (1 - f), dc * i * (1 - g * g),
            dh * tanh(c) * o * (1 - o), c, tanh(c),
          ], "gradients")
        expectClose([Double(example.previousGradient[row, unit])], [dc * f], "carried")
      }
    }
  }

  @Test("GRU, reset before", arguments: KernelVariant.all, oddSizes)
  func resetBefore(variant: KernelVariant, units: Int) {
    let rows = 3
    var example = Example(rows: rows, units: units, slots: 4)
    let before = example
    let kernels = variant.kernels.pointee
    let (count, width) = (Int64(rows), Int64(padded(units)))
    let (recordRow, previousRow) = (Int64(example.record.stride), Int64(example.previous.stride))
    kernels.gru_before_reset(
      count, width, &example.record.values, recordRow, example.previous.values, previousRow)
    example.forEachUnit { row, unit in
      let slot = before.slots(row, unit)
      let r = Self.sigmoid(slot[0])
      expectClose(
        example.slots(row, unit),
        [r, Self.sigmoid(slot[1]), slot[2], r * Double(before.previous[row, unit])],
        "first half")
    }
    kernels.gru_before_update(
      count, width, &example.record.values, recordRow, example.previous.values, previousRow,
      &example.hidden.values, Int64(example.hidden.stride))
    kernels.gru_before_update_backward(
      count, width, &example.record.values, recordRow, example.previous.values, previousRow,
      example.gradient.values, Int64(example.gradient.stride), &example.previousGradient.values,
      Int64(example.previousGradient.stride))
    // The hidden states stand in for the gradient of r * h: any numbers will do.
    kernels.gru_before_reset_backward(
      count, width, &example.record.values, recordRow, example.previous.values, previousRow,
      example.hidden.values, Int64(example.hidden.stride), &example.previousGradient.values,
      Int64(example.previousGradient.stride))
    #expect(example.hidden.paddingIsZero && example.previousGradient.paddingIsZero)
    example.forEachUnit { row, unit in
      let slot = before.slots(row, unit)
      let (r, z, n) = (Self.sigmoid(slot[0]), Self.sigmoid(slot[1]), tanh(slot[2]))
      let (h, dh) = (Double(before.previous[row, unit]), Double(before.gradient[row, unit]))
      let state = (1 - z) * n + z * h
      expectClose([Double(example.hidden[row, unit])], [state], "state")
      expectClose(
        example.slots(row, unit),
        [state * h * r * (1 - r), dh * (h - n) * z * (1 - z), dh * (1 - z) * (1 - n * n), r * h], "gradients")
      expectClose(
        [Double(example.previousGradient[row, unit])],
        [Double(before.previousGradient[row, unit]) + dh * z + state * r], "carried")
    }
  }
}
