import CGenreKernels
import Testing

@Suite("Dropout kernel")
struct DropoutKernelTests {
  @Test("all variants choose alike, at the rate asked for", arguments: [0.1, 0.5, 0.9] as [Float])
  func rate(rate: Float) throws {
    let count = 1 << 16
    let results = KernelVariant.all.map { variant in
      var values = [Float](repeating: 1, count: count)
      variant.kernels.pointee.dropout(
        Int64(count), &values, 12345, UInt32(Double(rate) * 0x1p32), 1 / (1 - rate))
      return values
    }
    let first = try #require(results.first)
    #expect(results.allSatisfy { $0 == first })
    let dropped = Float(first.filter { $0 == 0 }.count) / Float(count)
    #expect(abs(dropped - rate) < 0.01)
    #expect(first.allSatisfy { $0 == 0 || $0 == 1 / (1 - rate) })
  }

  @Test("another key chooses otherwise, and no two neighbouring keys alike")
  func keys() {
    let choices = (0..<64).map { key in
      var values = [Float](repeating: 1, count: 256)
      genre_net_dropout(256, &values, UInt32(key), 1 << 31, 2)
      return values
    }
    for (a, b) in zip(choices, choices.dropFirst()) {
      let same = zip(a, b).filter { $0 == $1 }.count
      #expect((80...176).contains(same), "neighbouring keys agree on \(same) of 256")
    }
  }
}
