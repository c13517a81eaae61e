import CGenreKernels
import GenreTestSupport
import Testing

/// The matrix product against three loops in double precision.
@Suite("Matrix product")
struct ProductTests {
  private static func product(
    _ variant: KernelVariant, rows: Int, inner: Int, columns: Int, left: [Float], transposed: Bool,
    right: [Float], packed: Bool, output: inout [Float], initial: [Float], start: genre_start
  ) {
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        initial.withUnsafeBufferPointer { initial in
          output.withUnsafeMutableBufferPointer { output in
            var arguments = genre_product_arguments()
            arguments.rows = Int64(rows)
            arguments.columns = Int64(columns)
            arguments.inner = Int64(inner)
            arguments.left = left.baseAddress
            arguments.left_row = transposed ? 1 : Int64(inner)
            arguments.left_inner = transposed ? Int64(rows) : 1
            arguments.right = right.baseAddress
            arguments.right_panel = packed ? Int64(64 * inner) : 64
            arguments.right_row = packed ? 64 : Int64(columns)
            arguments.output = output.baseAddress
            arguments.output_row = Int64(columns)
            arguments.initial = initial.baseAddress
            arguments.start = start
            variant.kernels.pointee.product(&arguments)
          }
        }
      }
    }
  }

  @Test("agrees with three loops, in all sizes, orders and starts", arguments: KernelVariant.all)
  func sizes(variant: KernelVariant) {
    var random = SeededGenerator(seed: 7)
    var trial = 0
    for rows in oddSizes {
      for inner in oddSizes + [130, 400] {
        trial += 1
        let columns = [16, 32, 48, 64, 80, 112, 192, 208][trial % 8]
        let start = [GENRE_START_ZERO, GENRE_START_ROW, GENRE_START_OUTPUT][trial % 3]
        let transposed = trial % 2 == 0
        let packed = trial % 5 < 2
        let left = random.floats(rows * inner)
        let right = random.floats((columns + 63) / 64 * 64 * inner)
        let initial = random.floats(columns)
        let before = random.floats(rows * columns)
        var output = before
        Self.product(
          variant, rows: rows, inner: inner, columns: columns, left: left, transposed: transposed,
          right: right, packed: packed, output: &output, initial: initial, start: start)
        for row in 0..<rows {
          for column in 0..<columns {
            var sum = 0.0
            if start == GENRE_START_ROW { sum = Double(initial[column]) }
            if start == GENRE_START_OUTPUT { sum = Double(before[row * columns + column]) }
            for k in 0..<inner {
              let a = left[transposed ? k * rows + row : row * inner + k]
              let b =
                right[packed ? column / 64 * 64 * inner + k * 64 + column % 64 : k * columns + column]
              sum += Double(a) * Double(b)
            }
            let value = output[row * columns + column]
            if abs(Double(value) - sum) > 1e-6 * Double(inner + 1) {
              Issue.record("\(rows) x \(inner) x \(columns) [\(row), \(column)]: \(value), not \(sum)")
              return
            }
          }
        }
      }
    }
  }

  @Test("a row's bits do not depend on the rows beside it", arguments: KernelVariant.all)
  func rowsAreIndependent(variant: KernelVariant) {
    var random = SeededGenerator(seed: 8)
    let (inner, columns) = (390, 208)
    let right = random.floats(256 * inner)
    let rows = 23
    let left = random.floats(rows * inner)
    var together = [Float](repeating: 0, count: rows * columns)
    Self.product(
      variant, rows: rows, inner: inner, columns: columns, left: left, transposed: false, right: right,
      packed: true, output: &together, initial: [], start: GENRE_START_ZERO)
    for row in 0..<rows {
      var alone = [Float](repeating: 0, count: columns)
      Self.product(
        variant, rows: 1, inner: inner, columns: columns,
        left: Array(left[(row * inner)..<((row + 1) * inner)]),
        transposed: false, right: right, packed: true, output: &alone, initial: [], start: GENRE_START_ZERO)
      #expect(alone == Array(together[(row * columns)..<((row + 1) * columns)]))
    }
  }
}
