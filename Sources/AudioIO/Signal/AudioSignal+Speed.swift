extension AudioSignal {
  /// The same sound played faster or slower, as a tape is: pitch and tempo change together.
  ///
  /// The result has the same sample rate and `ceil(frameCount / ratio)` frames.
  ///
  /// - Parameter ratio: the new speed over the old; 2 is an octave higher and half as long. Above 0, at most 4,096
  ///   times above or below 1.
  /// - Throws: ``AudioError/Code/invalidArgument`` for a ratio that makes no sense.
  /// - Complexity: O(samples).
  public func played(atSpeed ratio: Double) throws(AudioError) -> AudioSignal {
    try AudioSignal(samples: samples, channelCount: channelCount, sampleRate: sampleRate * ratio)
      .resampled(to: sampleRate)
  }
}
