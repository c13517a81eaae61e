import CGenreKernels
import GenreTestSupport
import Testing

/// Layer norm against its formula in double precision.
@Suite("Layer norm kernel")
struct LayerNormTests {
  private static let epsilon: Float = 1e-3

  private struct Reference {
    var output: [Double] = []
    var inputGradient: [Double] = []
    var weightGradient: [Double]
    var biasGradient: [Double]

    init(_ x: PaddedMatrix, weight: PaddedMatrix, bias: PaddedMatrix, gradient: PaddedMatrix) {
      weightGradient = Array(repeating: 0, count: x.width)
      biasGradient = weightGradient
      let width = Double(x.width)
      for row in 0..<x.rows {
        let values = (0..<x.width).map { Double(x[row, $0]) }
        let mean = values.reduce(0, +) / width
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / width
        let scale = 1 / (variance + Double(epsilon)).squareRoot()
        let normal = values.map { ($0 - mean) * scale }
        let weighted = (0..<x.width).map { Double(gradient[row, $0]) * Double(weight[0, $0]) }
        let offset = weighted.reduce(0, +) / width
        let slope = zip(weighted, normal).reduce(0) { $0 + $1.0 * $1.1 } / width
        for column in 0..<x.width {
          output.append(normal[column] * Double(weight[0, column]) + Double(bias[0, column]))
          inputGradient.append(scale * (weighted[column] - offset - normal[column] * slope))
          weightGradient[column] += Double(gradient[row, column]) * normal[column]
          biasGradient[column] += Double(gradient[row, column])
        }
      }
    }
  }

  @Test("forward and backward agree with the formula", arguments: KernelVariant.all, oddSizes)
  func formula(variant: KernelVariant, width: Int) {
    var random = SeededGenerator(seed: UInt64(width))
    for rows in [1, 3, 17] {
      let x = PaddedMatrix(rows: rows, width: width, extra: 16) { _, _ in random.floats(1)[0] * 3 + 5 }
      let weight = PaddedMatrix(rows: 1, width: width) { _, _ in random.floats(1)[0] }
      let bias = PaddedMatrix(rows: 1, width: width) { _, _ in random.floats(1)[0] }
      var gradient = PaddedMatrix(rows: rows, width: width) { _, _ in random.floats(1)[0] }
      let reference = Reference(x, weight: weight, bias: bias, gradient: gradient)
      var output = PaddedMatrix(rows: rows, width: width, extra: 32)
      var weightGradient = PaddedMatrix(rows: 1, width: width)
      var biasGradient = PaddedMatrix(rows: 1, width: width)
      var statistics = [Float](repeating: 0, count: 2 * rows)
      let (count, padding) = (Int64(width), Int64(padded(width)))
      variant.kernels.pointee.layer_norm_forward(
        Int64(rows), count, padding, x.values, Int64(x.stride), weight.values, bias.values, Self.epsilon,
        &output.values, Int64(output.stride), &statistics)
      variant.kernels.pointee.layer_norm_backward(
        Int64(rows), count, padding, x.values, Int64(x.stride), weight.values, statistics, &gradient.values,
        Int64(gradient.stride), &weightGradient.values, &biasGradient.values)
      #expect(output.paddingIsZero && gradient.paddingIsZero)
      for row in 0..<rows {
        for column in 0..<width {
          let index = row * width + column
          #expect(abs(Double(output[row, column]) - reference.output[index]) < 2e-5)
          #expect(abs(Double(gradient[row, column]) - reference.inputGradient[index]) < 1e-4)
        }
      }
      for column in 0..<width {
        #expect(abs(Double(weightGradient[0, column]) - reference.weightGradient[column]) < 1e-4)
        #expect(abs(Double(biasGradient[0, column]) - reference.biasGradient[column]) < 1e-5)
      }
    }
  }
}
