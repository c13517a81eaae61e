internal import GenreBase

extension AudioSignal {
  /// The same sound, louder or softer.
  ///
  /// Nothing is clipped: samples may then lie beyond full scale.
  ///
  /// - Parameter decibels: of amplitude, 20 log10(new / old); below 0 is softer. Finite.
  /// - Complexity: O(samples).
  public func amplified(byDecibels decibels: Double) -> AudioSignal {
    let factor = Float(pow(10, decibels / 20))
    return AudioSignal(
      checked: samples.map { $0 * factor }, channelCount: channelCount, sampleRate: sampleRate)
  }
}
