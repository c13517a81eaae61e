import GRUNet
import GenreTraining
import Testing

@Suite("Stretches that take on another's mean spectrum")
struct SpectrumExchangeTests {
  private let bands = 5
  private let frames = 7
  private let count = 6

  private func made(seed: UInt64) -> [Float] {
    var generator = RandomGenerator(seed: seed)
    return (0..<count * frames * bands).map { index in
      // A level of its own for each band of each stretch, and something on top.
      let row = index / (frames * bands)
      return Float(-10 * row - 3 * (index % bands) * (row % 2 + 1))
        + Float.random(in: -4...4, using: &generator)
    }
  }

  private func spectrum(_ stretches: [Float], _ row: Int) -> [Float] {
    (0..<bands).map { band in
      (0..<frames).reduce(0) { $0 + stretches[(row * frames + $1) * bands + band] } / Float(frames)
    }
  }

  private func exchanged(_ stretches: [Float], share: Float, seed: UInt64) -> [Float] {
    var result = stretches
    var generator = RandomGenerator(seed: seed)
    SpectrumExchange(share: share, bandCount: bands, frameCount: frames).apply(to: &result, using: &generator)
    return result
  }

  @Test("Never at 0; at a share in between sometimes; at 1 nearly always, itself being one of the others")
  func share() {
    let before = made(seed: 1)
    var counts: [Float: Int] = [:]
    for share in [0, 0.5, 1] as [Float] {
      for seed in 0..<100 as Range<UInt64> {
        let after = exchanged(before, share: share, seed: seed)
        counts[share, default: 0] += (0..<count).filter { spectrum(after, $0) != spectrum(before, $0) }.count
      }
    }
    #expect(counts[0] == 0)
    // 600 stretches, five sixths of which meet another: 250 and 500, give or take four deviations.
    #expect((201...299).contains(counts[0.5] ?? 0))
    #expect((463...537).contains(counts[1] ?? 0))
  }

  @Test(
    "The new spectrum lies as far towards one other stretch's in every band, and what moves around it stays")
  func towardsAnother() {
    let before = made(seed: 2)
    for seed in 0..<20 as Range<UInt64> {
      let after = exchanged(before, share: 1, seed: seed)
      for row in 0..<count {
        let (old, new) = (spectrum(before, row), spectrum(after, row))
        for index in row * frames * bands..<(row + 1) * frames * bands {
          let band = index % bands
          #expect(abs((after[index] - new[band]) - (before[index] - old[band])) < 1e-4)
        }
        guard new != old else { continue }
        let isTowardsOne = (0..<count).contains { other in
          let there = spectrum(before, other)
          let parts = (0..<bands).map { (new[$0] - old[$0]) / (there[$0] - old[$0]) }
          return other != row && parts.allSatisfy { abs($0 - parts[0]) < 1e-3 && (0...1.001).contains($0) }
        }
        #expect(isTowardsOne)
      }
    }
  }
}
