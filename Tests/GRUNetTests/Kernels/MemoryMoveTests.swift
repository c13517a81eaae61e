import CGenreKernels
import GenreTestSupport
import Testing

/// Packing, its inverse, and sums, against the index arithmetic that their comments state.
@Suite("Packing and sums")
struct MemoryMoveTests {
  @Test("packed columns hold the transposed weight, and gradients find their way back", arguments: oddSizes)
  func transposed(rows: Int) {
    var random = SeededGenerator(seed: 1)
    for inner in oddSizes {
      let first = 48
      let weight = random.floats(rows * inner)
      var packed = [Float](repeating: 0, count: (first + rows + 63) / 64 * 64 * inner)
      genre_net_pack_transposed(Int64(rows), Int64(inner), weight, &packed, Int64(first))
      var gradient = [Float](repeating: 0, count: inner * (rows + 5))
      for j in 0..<rows {
        for k in 0..<inner {
          let column = first + j
          #expect(packed[column / 64 * 64 * inner + k * 64 + column % 64] == weight[j * inner + k])
          gradient[k * (rows + 5) + j] = weight[j * inner + k]
        }
      }
      #expect(packed.filter { $0 != 0 }.count == weight.filter { $0 != 0 }.count)
      var sum = weight
      genre_net_add_transposed(Int64(rows), Int64(inner), gradient, Int64(rows + 5), &sum)
      #expect(sum == weight.map { 2 * $0 })
    }
  }

  @Test("packed rows hold the weight", arguments: oddSizes)
  func rows(rows: Int) {
    var random = SeededGenerator(seed: 2)
    for columns in oddSizes + [128] {
      let (first, inner) = (16, rows + 20)
      let weight = random.floats(rows * columns)
      var packed = [Float](repeating: 0, count: (columns + 63) / 64 * 64 * inner)
      genre_net_pack(Int64(rows), Int64(columns), weight, &packed, Int64(first), Int64(inner))
      for j in 0..<rows {
        for k in 0..<columns {
          #expect(packed[k / 64 * 64 * inner + (first + j) * 64 + k % 64] == weight[j * columns + k])
        }
      }
    }
  }

  @Test("column sums, scaled sums and dot products", arguments: KernelVariant.all, oddSizes)
  func sums(variant: KernelVariant, count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    let x = PaddedMatrix(rows: count, width: 31, extra: 16) { _, _ in random.floats(1)[0] }
    var columnSums = [Float](repeating: 1, count: 32)
    variant.kernels.pointee.add_column_sums(Int64(count), 32, x.values, Int64(x.stride), &columnSums)
    for column in 0..<32 {
      let exact = (0..<count).reduce(1.0) { $0 + Double(x[$1, column]) }
      #expect(abs(Double(columnSums[column]) - exact) < 1e-5)
    }
    let (a, b) = (random.floats(count), random.floats(count))
    var y = b
    variant.kernels.pointee.add_scaled(Int64(count), 0.5, a, &y)
    #expect(zip(y, zip(a, b)).allSatisfy { abs($0 - (0.5 * $1.0 + $1.1)) < 1e-6 })
    let whole = padded(count)
    let (c, d) = (random.floats(whole), random.floats(whole))
    let exact = zip(c, d).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    #expect(abs(Double(variant.kernels.pointee.dot(Int64(whole), c, d)) - exact) < 1e-5)
  }
}
