internal import GenreBase

extension AudioSignal {
  /// The same sound with white noise over it, another in each channel.
  ///
  /// The noise is normally distributed (Box and Muller, 1958), and its power is that of the whole sound divided by
  /// 10^(ratio / 10). To silence nothing is added. Nothing is clipped.
  ///
  /// - Parameters:
  ///   - ratio: the power of the sound over that of the noise, in decibels. Finite.
  ///   - generator: where the noise comes from; the same one in the same state gives the same noise.
  /// - Complexity: O(samples).
  public func withNoise(
    signalToNoise ratio: Double, using generator: inout some RandomNumberGenerator
  ) -> AudioSignal {
    let power = samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(1, samples.count))
    let deviation = (power / pow(10, ratio / 10)).squareRoot()
    var noisy = samples
    for index in stride(from: 0, to: noisy.count, by: 2) {
      let (first, second) = Self.normalPair(using: &generator)
      noisy[index] += Float(deviation * first)
      if index + 1 < noisy.count { noisy[index + 1] += Float(deviation * second) }
    }
    return AudioSignal(checked: noisy, channelCount: channelCount, sampleRate: sampleRate)
  }

  private static func normalPair(using generator: inout some RandomNumberGenerator) -> (Double, Double) {
    // The first lies in (0, 1], where the logarithm is finite.
    let radius = (-2 * log(1 - Double(generator.next() >> 11) * 0x1p-53)).squareRoot()
    let angle = 2 * Double.pi * Double(generator.next() >> 11) * 0x1p-53
    return (radius * cos(angle), radius * sin(angle))
  }
}
