import Foundation
import GRUNet
import Testing

@Suite("Random generator")
struct RandomGeneratorTests {
  /// The first numbers of xoshiro256** seeded through SplitMix64, as a second implementation gives them.
  @Test("gives the published sequence")
  func sequence() {
    var zero = RandomGenerator(seed: 0)
    #expect(
      (0..<4).map { _ in zero.next() } == [
        0x99ec_5f36_cb75_f2b4, 0xbf6e_1f78_4956_452a, 0x1a5f_849d_4933_e6e0, 0x6aa5_94f1_262d_2d2c,
      ])
    var other = RandomGenerator(seed: 42)
    #expect(
      (0..<4).map { _ in other.next() } == [
        0x1578_0b2e_0c2e_c716, 0x6104_d986_6d11_3a7e, 0xae17_5332_39e4_99a1, 0xecb8_ad47_03b3_60a1,
      ])
  }

  @Test("goes on from a saved state")
  func resumption() throws {
    var generator = RandomGenerator(seed: 7)
    for _ in 0..<100 { _ = generator.next() }
    let saved = try JSONEncoder().encode(generator)
    var resumed = try JSONDecoder().decode(RandomGenerator.self, from: saved)
    #expect(resumed == generator)
    for _ in 0..<100 { #expect(resumed.next() == generator.next()) }
  }

  @Test("refuses states that cannot be", arguments: ["[]", "[1,2,3]", "[0,0,0,0]", "[1,2,3,4,5]", "{}"])
  func damagedState(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(RandomGenerator.self, from: Data(json.utf8))
    }
  }

  @Test("uniform and normal numbers have their moments")
  func moments() {
    var generator = RandomGenerator(seed: 3)
    let count = 200_000
    let uniform = (0..<count).map { _ in generator.uniform() }
    #expect(uniform.allSatisfy { (0..<1).contains($0) })
    #expect(abs(uniform.reduce(0, +) / Double(count) - 0.5) < 0.005)
    let normal = (0..<count).map { _ in generator.normal() }
    #expect(abs(normal.reduce(0, +) / Double(count)) < 0.01)
    #expect(abs(normal.reduce(0) { $0 + $1 * $1 } / Double(count) - 1) < 0.02)
    #expect(abs(normal.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(count) - 3) < 0.15)
  }
}
