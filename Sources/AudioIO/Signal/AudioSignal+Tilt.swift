internal import GenreBase

extension AudioSignal {
  /// The same sound through an equaliser that tilts its spectrum: treble up by so much and bass down by as much, or
  /// the other way round.
  ///
  /// The filter is H(s) = (g s + w) / (s + g w) with g = 10^(decibels / 20): gain 1/g at 0 Hz, 1 at the pivot w, g far
  /// above it, and at most 6 dB an octave between. It is brought to the sample rate by the bilinear transform, bent so
  /// that the pivot stays in its place (Zölzer, "Digital Audio Signal Processing", section 5.2). Nothing is clipped.
  ///
  /// - Parameters:
  ///   - decibels: what the treble gains and the bass loses; below 0 is darker. Finite.
  ///   - pivot: where the level stays, in Hz, above 0 and below half the sample rate.
  /// - Throws: ``AudioError/Code/invalidArgument`` for a pivot outside that range.
  /// - Complexity: O(samples).
  public func tilted(byDecibels decibels: Double, around pivot: Double = 1000) throws(AudioError)
    -> AudioSignal
  {
    guard pivot > 0, pivot < sampleRate / 2 else {
      throw AudioError(
        .invalidArgument, "can't tilt the spectrum around \(pivot) Hz at a rate of \(sampleRate) Hz")
    }
    var tilted = samples
    let filter = TiltFilter(gain: pow(10, decibels / 20), pivot: pivot / sampleRate)
    for channel in 0..<channelCount {
      filter.run(over: &tilted, from: channel, by: channelCount)
    }
    return AudioSignal(checked: tilted, channelCount: channelCount, sampleRate: sampleRate)
  }
}

/// One zero and one pole: y[n] = b0 x[n] + b1 x[n-1] - a1 y[n-1].
private struct TiltFilter {
  let b0: Double
  let b1: Double
  let a1: Double

  /// - Parameters:
  ///   - gain: far above the pivot, as a factor.
  ///   - pivot: as a share of the sample rate.
  init(gain: Double, pivot: Double) {
    let warp = 1 / tan(Double.pi * pivot)
    b0 = (gain * warp + 1) / (warp + gain)
    b1 = (1 - gain * warp) / (warp + gain)
    a1 = (gain - warp) / (warp + gain)
  }

  func run(over samples: inout [Float], from start: Int, by step: Int) {
    var (input, output) = (0.0, 0.0)
    for index in stride(from: start, to: samples.count, by: step) {
      let sample = Double(samples[index])
      output = b0 * sample + b1 * input - a1 * output
      input = sample
      samples[index] = Float(output)
    }
  }
}
