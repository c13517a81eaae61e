/// A pseudo-random generator whose state can be saved, so that an interrupted training goes on bit for bit.
///
/// The sequence is that of xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number
/// generators", ACM TOMS 2021), its state filled from the seed by SplitMix64. Its period is 2^256 - 1. It is
/// no source of secrets.
public struct RandomGenerator: RandomNumberGenerator, Sendable, Hashable, Codable {
  /// The four words of state; never all zero.
  private var state: [UInt64]

  /// Creates a generator: equal seeds give equal sequences, on every platform.
  public init(seed: UInt64) {
    var counter = seed
    state = (0..<4).map { _ in
      counter &+= 0x9E37_79B9_7F4A_7C15
      return Self.mixed(counter)
    }
  }

  /// Reads a saved state; refuses one that the generator can never have been in.
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    var words: [UInt64] = []
    while !container.isAtEnd, words.count < 5 {
      words.append(try container.decode(UInt64.self))
    }
    guard words.count == 4, words.contains(where: { $0 != 0 }) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a generator's state is four words, not all zero")
    }
    state = words
  }

  /// Writes the state as an array of four integers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for word in state { try container.encode(word) }
  }

  /// The next 64 bits, uniformly distributed.
  public mutating func next() -> UInt64 {
    let result = Self.rotated(state[1] &* 5, by: 7) &* 9
    let carried = state[1] << 17
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= carried
    state[3] = Self.rotated(state[3], by: 45)
    return result
  }

  /// A number in [0, 1), a multiple of 2^-53.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// The finalizer of SplitMix64: a bijection of 64 bits that leaves no visible pattern.
  static func mixed(_ value: UInt64) -> UInt64 {
    var word = value
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  private static func rotated(_ word: UInt64, by count: UInt64) -> UInt64 {
    (word << count) | (word >> (64 - count))
  }
}
