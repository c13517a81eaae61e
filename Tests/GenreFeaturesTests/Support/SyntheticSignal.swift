/// The signal of Tools/goldens/make_feature_goldens.py: two triangle waves, one of them rising, with noise that fades to
/// silence and comes back. Made of integers, so both make the same bits.
func syntheticSignal(_ count: Int) -> [Float] {
  var noise = Noise(seed: 1)
  return (0..<count).map { n in
    let hiss = noise.next()
    let low = abs(Double((n * 1311) % 65536 - 32768)) / 16384 - 1
    let rising = abs(Double((n * (2000 + n / 2)) % 65536 - 32768)) / 16384 - 1
    let fade = abs(Double(n % 4096 - 2048)) / 2048
    return (3000..<3400).contains(n) ? 0 : Float(0.25 * low + 0.125 * rising + 0.0625 * fade * hiss)
  }
}

/// White noise within -1 and 1 from a linear congruential generator (Numerical Recipes' constants).
struct Noise {
  private var state: UInt32

  init(seed: UInt32) { state = seed }

  mutating func next() -> Double {
    state = state &* 1_664_525 &+ 1_013_904_223
    return Double(state >> 16) / 32768 - 1
  }

  mutating func samples(_ count: Int) -> [Float] { (0..<count).map { _ in Float(next()) } }
}
